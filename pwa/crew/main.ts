import "../src/crew/main.tsx";
