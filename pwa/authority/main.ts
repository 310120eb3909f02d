import "../src/authority/main.tsx";
