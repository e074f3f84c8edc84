/** Whether a microphone or camera is used, switched off, or not to be had. */
export type DevicePresence = "on" | "off" | "none";
