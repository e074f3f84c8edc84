import "./elements/duet-app.js";
import { registerOfflineWorker } from "./offline.js";

registerOfflineWorker();
