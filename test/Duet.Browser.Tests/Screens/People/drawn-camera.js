// A camera whose picture is drawn: window.drawnPerson, an SVG, as large as a laptop's camera gives it. The microphone stays what it was.
(() => {
  const { mediaDevices } = navigator;
  if (mediaDevices === undefined) return; // the empty page that a tab begins with
  const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);

  mediaDevices.getUserMedia = async (constraints) => {
    const stream = await getUserMedia(constraints);
    const [camera] = stream.getVideoTracks();
    return camera === undefined ? stream : new MediaStream([...stream.getAudioTracks(), await drawn(camera)]);
  };

  /** A track that shows the person, and that the page takes for the camera's. */
  async function drawn(camera) {
    const person = new Image();
    person.src = `data:image/svg+xml,${encodeURIComponent(globalThis.drawnPerson)}`;
    await person.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: 1280, height: 720 });
    const context = canvas.getContext("2d");
    setInterval(() => context.drawImage(person, 0, 0, canvas.width, canvas.height), 1000 / 15); // a canvas that does not change sends nothing
    const [track] = canvas.captureStream(15).getVideoTracks();
    camera.stop();
    return Object.defineProperties(track, { label: { value: camera.label }, getSettings: { value: () => camera.getSettings() } });
  }
})();
