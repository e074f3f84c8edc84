import { OfflineWorker, type OfflineFiles } from "./offline-worker.js";

declare const __BUILD__: string;
declare const __OFFLINE_FILES__: OfflineFiles["files"];

new OfflineWorker(self as unknown as ServiceWorkerGlobalScope, { build: __BUILD__, files: __OFFLINE_FILES__ }).listen();
