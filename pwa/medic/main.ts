import "../src/medic/main.tsx";
