// A camera that a test can pull out and plug in again: window.looseCamera. A fake camera cannot be, and a track that is told to stop does not
// say "ended". One that comes by a connection does when its transceiver is stopped, so the picture takes a connection inside of the page.
(() => {
  const Connection = Object.getPrototypeOf(RTCPeerConnection); // the browser's own, as the page's are counted
  const { mediaDevices } = navigator;
  if (mediaDevices === undefined) return; // the empty page that a tab begins with
  const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
  const enumerateDevices = mediaDevices.enumerateDevices.bind(mediaDevices);
  let isThere = true;
  let cable; // both of its ends

  mediaDevices.getUserMedia = async (constraints) => {
    if (constraints.video && !isThere) throw new DOMException("pulled out by the test", "NotFoundError");
    const stream = await getUserMedia(constraints);
    const [camera] = stream.getVideoTracks();
    return camera === undefined ? stream : new MediaStream([...stream.getAudioTracks(), await plugged(camera)]);
  };
  mediaDevices.enumerateDevices = async () => (await enumerateDevices()).filter(({ kind }) => isThere || kind !== "videoinput");

  globalThis.looseCamera = {
    /** The track ends, and the browser tells that the list of devices is another. */
    pullOut() {
      isThere = false;
      const [near, far] = cable;
      far.getTransceivers()[0].stop();
      near.close();
      tell();
    },
    plugIn() {
      isThere = true;
      tell();
    },
    /** As in a browser that follows its devices only while one looks at the page. */
    plugInUntold() {
      isThere = true;
    },
  };

  /** The camera's picture, by a track that has its name. */
  async function plugged(camera) {
    const [near, far] = [new Connection(), new Connection()];
    near.addEventListener("icecandidate", ({ candidate }) => far.addIceCandidate(candidate));
    far.addEventListener("icecandidate", ({ candidate }) => near.addIceCandidate(candidate));
    near.addTrack(camera);
    await near.setLocalDescription();
    await far.setRemoteDescription(near.localDescription);
    await far.setLocalDescription();
    await near.setRemoteDescription(far.localDescription);
    cable = [near, far];
    const [{ track }] = far.getReceivers();
    return Object.defineProperties(track, { label: { value: camera.label }, getSettings: { value: () => camera.getSettings() } });
  }

  function tell() {
    mediaDevices.dispatchEvent(new Event("devicechange"));
  }
})();
