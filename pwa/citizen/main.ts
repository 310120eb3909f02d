import "../src/citizen/main.tsx";
