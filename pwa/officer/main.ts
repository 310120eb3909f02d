import "../src/officer/main.tsx";
