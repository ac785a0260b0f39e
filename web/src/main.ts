import { mount } from "svelte";
import App from "./App.svelte";
import { loadTexts } from "./state/texts.svelte";
import "./style.css";

await loadTexts();
mount(App, { target: document.getElementById("app")! });
