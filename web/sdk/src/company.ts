import { Meeting } from "./meeting.js";
import type { JoinedMessage } from "./messages.js";
import { Parking } from "./parking.js";
import { writePreview } from "./peer-payload.js";
import type { Rehearsal } from "./rehearsal.js";
import type { Arrival, Seat } from "./seat.js";
import { TypedEventTarget } from "./typed-event-target.js";

export interface CompanyEvents {
  peerjoin: { readonly uid: string };
  peerleave: { readonly uid: string };
}

export interface CompanyOptions {
  readonly seat: Seat;
  readonly joined: JoinedMessage;
  /** A connection that was prepared, once. */
  readonly takePrepared: () => RTCPeerConnection | undefined;
  /** The meeting with whoever was here first, where it could be rehearsed. */
  readonly rehearsal: Rehearsal | undefined;
  readonly media: MediaStream | undefined;
  /** Called with each meeting before anything comes of it. */
  readonly watch: (meeting: Meeting) => void;
}

/** Whom this side is with: nobody, with an offer parked for whoever comes, or the one other person. */
export class Company extends TypedEventTarget<CompanyEvents> {
  readonly #options: CompanyOptions;
  #media: MediaStream | undefined;
  #parking: Parking | undefined;
  #meeting: Meeting | undefined;
  #closed = false;

  constructor(options: CompanyOptions) {
    super();
    this.#options = options;
    this.#media = options.media;
    const { seat } = options;
    seat.addEventListener("alone", () => {
      this.#park();
    });
    seat.addEventListener("arrival", ({ detail }) => {
      this.#meet(detail);
    });
    seat.addEventListener("departure", ({ detail }) => {
      this.#part(detail.uid);
    });
    seat.addEventListener("words", ({ detail: { cmd, uid, msg } }) => {
      if (uid !== this.#meeting?.uid) return;
      if (cmd === "offer") this.#makeSureItIsFor(msg);
      this.#meeting.connection.receive(cmd, msg);
    });
  }

  /** What is sent from now on, to the one who is here and to whoever comes. */
  setMedia(media: MediaStream | undefined): void {
    this.#media = media;
    (this.#meeting ?? this.#parking?.meeting)?.connection.setMedia(media);
  }

  close(): void {
    this.#closed = true;
    this.#parking?.close();
    this.#meeting?.connection.close();
    this.#parking = this.#meeting = undefined;
  }

  #park(): void {
    if (this.#closed) return;
    const { seat, rehearsal } = this.#options;
    rehearsal?.close();
    this.#parking = new Parking({
      make: () => this.#make("", false),
      takeBack: (done) => {
        seat.send("offer", "", "");
        seat.sync(done);
      },
      show: (preview) => {
        seat.showPreview(writePreview(preview));
      },
    });
  }

  #meet({ uid, wasFirst, offered }: Arrival): void {
    this.#meeting?.connection.close(); // a new one without a farewell of the old
    this.#meeting = this.#parking?.meet(uid, offered) ?? this.#takeRehearsed(uid) ?? this.#make(uid, wasFirst);
    // Who was first offers; where nothing had been parked yet, that is to be done now.
    if (!wasFirst && this.#parking === undefined) this.#meeting.connection.offer();
    this.#parking = undefined;
    this.emit("peerjoin", { uid });
    if (this.#meeting.isRehearsed) this.#meeting.connection.announce();
  }

  #takeRehearsed(uid: string): Meeting | undefined {
    const { rehearsal, joined, watch } = this.#options;
    const meeting = rehearsal?.take(uid, joined);
    if (meeting === undefined) return undefined;
    watch(meeting);
    meeting.connection.setMedia(this.#media);
    return meeting;
  }

  /** They may have parked another offer since the one that was rehearsed: it is of another connection, and so is the answer to it. */
  #makeSureItIsFor(msg: string): void {
    const meeting = this.#meeting;
    if (meeting?.isRehearsed !== true) return;
    meeting.isRehearsed = false;
    if (meeting.connection.isRehearsed(msg)) return;
    meeting.connection.close();
    this.#meeting = this.#make(meeting.uid, true);
  }

  #part(uid: string): void {
    if (this.#meeting?.uid !== uid) return;
    this.#meeting.connection.close();
    this.#meeting = undefined;
    this.emit("peerleave", { uid });
    this.#park();
  }

  #make(uid: string, polite: boolean): Meeting {
    const { seat, joined, takePrepared, watch } = this.#options;
    const meeting = new Meeting({
      uid,
      polite,
      media: this.#media,
      ice: joined,
      prepared: takePrepared(),
      send: (cmd, remoteUid, msg) => {
        seat.send(cmd, remoteUid, msg);
      },
    });
    watch(meeting);
    return meeting;
  }
}
