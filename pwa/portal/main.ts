import "../src/portal/main.tsx";
