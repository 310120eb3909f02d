import "../src/centre/main.tsx";
