// The classic signaling server of a two-person call: rooms of two in a Map, messages forwarded as they came.
// It is the comparison for Duet.Load, so it does what such a server does and nothing else, without needless work.
//   node relay.js [port]     port 0 or none: any free port of 127.0.0.1
import { WebSocketServer } from "ws";

const text = { binary: false };

/** @type {Map<string, Map<string, Participant>>} room -> uid -> who */
const rooms = new Map();

class Participant {
  roomId = undefined;
  uid = undefined;

  constructor(socket) {
    this.socket = socket;
  }

  receive(data) {
    let message;
    try {
      message = JSON.parse(data);
    } catch {
      return;
    }
    switch (message?.cmd) {
      case "join":
        this.join(message);
        break;
      case "leave":
        this.leave();
        break;
      case "offer":
      case "answer":
      case "candidate":
        this.forward(message, data);
        break;
      case "keepalive":
      case "keeplive":
        this.socket.send(data, text);
        break;
    }
  }

  join({ roomId, uid }) {
    if (this.roomId !== undefined || roomId === undefined || uid === undefined) return;
    let room = rooms.get(roomId);
    if (room === undefined) rooms.set(roomId, (room = new Map()));
    if (room.size >= 2 || room.has(uid)) return;

    for (const [remoteUid, other] of room) {
      this.send({ cmd: "resp-join", remoteUid });
      other.send({ cmd: "new-peer", remoteUid: uid });
    }
    room.set(uid, this);
    this.roomId = roomId;
    this.uid = uid;
  }

  leave() {
    const room = rooms.get(this.roomId);
    if (room === undefined) return;
    room.delete(this.uid);
    for (const other of room.values()) other.send({ cmd: "peer-leave", remoteUid: this.uid });
    if (room.size === 0) rooms.delete(this.roomId);
    this.roomId = this.uid = undefined;
  }

  forward({ remoteUid }, data) {
    rooms.get(this.roomId)?.get(remoteUid)?.socket.send(data, text);
  }

  send(message) {
    this.socket.send(JSON.stringify(message));
  }
}

const server = new WebSocketServer({ host: "127.0.0.1", port: Number(process.argv[2] ?? 0), path: "/ws", maxPayload: 64 * 1024 });

server.on("connection", (socket) => {
  const participant = new Participant(socket);
  socket.on("message", (data) => participant.receive(data));
  socket.on("close", () => participant.leave());
  socket.on("error", () => socket.terminate());
});
server.on("listening", () => console.log(`listening on ${server.address().port}`));
