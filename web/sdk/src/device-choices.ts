/** A device that somebody chose. Its id changes when the browser forgets, its label when the system does: either finds it again. */
export interface DeviceChoice {
  readonly deviceId: string;
  readonly label: string;
}

/** What is worth remembering from one call to the next. */
export interface DeviceChoices {
  readonly camera?: DeviceChoice;
  readonly microphone?: DeviceChoice;
  readonly speaker?: DeviceChoice;
  readonly cameraOn: boolean;
  readonly microphoneOn: boolean;
}

/** The chosen device among those that are there: by its id, otherwise by its label. */
export function findChosen<Device extends DeviceChoice>(devices: readonly Device[], choice: DeviceChoice | undefined): Device | undefined {
  if (choice === undefined) return undefined;
  return (
    devices.find(({ deviceId }) => deviceId === choice.deviceId && deviceId !== "") ??
    devices.find(({ label }) => label === choice.label && label !== "")
  );
}
