import { Meeting } from "./meeting.js";
import type { JoinedMessage, PeerMessage } from "./messages.js";
import { Parking } from "./parking.js";
import { writePreview } from "./peer-payload.js";
import type { Rehearsal } from "./rehearsal.js";
import type { Arrival, Seat } from "./seat.js";
import { TypedEventTarget } from "./typed-event-target.js";

export interface CompanyEvents {
  /** For certain, nobody else is here. */
  alone: undefined;
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

/** How long one who has answered before they came may take to say so; then they are told of all the same, in milliseconds. */
const silenceMilliseconds = 500;

/** Whom this side is with: nobody, with an offer parked for whoever comes, or the one other person. */
export class Company extends TypedEventTarget<CompanyEvents> {
  readonly #options: CompanyOptions;
  #media: MediaStream | undefined;
  #parking: Parking | undefined;
  #meeting: Meeting | undefined;
  /** The meeting that was told of. */
  #introduced: Meeting | undefined;
  #introduction: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(options: CompanyOptions) {
    super();
    this.#options = options;
    this.#media = options.media;
    const { seat } = options;
    seat.addEventListener("alone", () => {
      if (this.#closed) return;
      this.#park();
      this.emit("alone", undefined);
    });
    seat.addEventListener("arrival", ({ detail }) => {
      this.#meet(detail);
    });
    seat.addEventListener("departure", ({ detail }) => {
      this.#part(detail.uid);
    });
    seat.addEventListener("answerpreview", ({ detail: { msg } }) => {
      this.#meetEarly(msg);
    });
    seat.addEventListener("words", ({ detail: { cmd, uid, msg } }) => {
      if (uid !== this.#meeting?.uid) return;
      if (this.#meeting.isRehearsed) this.#makeSureOf(this.#meeting, cmd, msg);
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
    clearTimeout(this.#introduction);
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

  #meetEarly(msg: string): void {
    try {
      this.#parking?.meetEarly(msg);
    } catch {
      // Whoever looks says something that is no answer. They have not come, and the one who waits has no use for the news.
    }
  }

  #meet({ uid, wasFirst, offered, previewed }: Arrival): void {
    this.#meeting?.connection.close(); // a new one without a farewell of the old
    this.#meeting = this.#parking?.meet(uid, { offered, previewed }) ?? this.#takeRehearsed(uid) ?? this.#make(uid, wasFirst);
    // Who was first offers; where nothing had been parked yet, that is to be done now.
    if (!wasFirst && this.#parking === undefined) this.#meeting.connection.offer();
    this.#parking = undefined;
    const meeting = this.#meeting;
    if (meeting.connection.isEarly && !meeting.isRehearsed) {
      // Their answer is right behind, and what is to be shown then is another picture than that of one who has still to be connected.
      this.#introduction = setTimeout(() => {
        this.#introduce(meeting);
      }, silenceMilliseconds);
      return;
    }
    this.#introduce(meeting);
    if (!meeting.isRehearsed) return;
    if (previewed) meeting.connection.begin();
    meeting.connection.announce();
  }

  #takeRehearsed(uid: string): Meeting | undefined {
    const { rehearsal, joined, watch } = this.#options;
    const meeting = rehearsal?.take(uid, joined);
    if (meeting === undefined) return undefined;
    watch(meeting);
    meeting.connection.setMedia(this.#media);
    return meeting;
  }

  /**
   * Their first words tell whether the rehearsal holds. They may have parked another offer since, or not have taken the early answer: then they send
   * one that is of another connection, and so is the answer to it.
   */
  #makeSureOf(meeting: Meeting, cmd: PeerMessage["cmd"], msg: string): void {
    meeting.isRehearsed = false;
    if (cmd !== "offer") return;
    if (meeting.connection.isRehearsed(msg)) {
      meeting.connection.begin();
      return;
    }
    this.#replace(meeting, true);
  }

  /** Tells of them, once. */
  #introduce(meeting: Meeting): void {
    clearTimeout(this.#introduction);
    this.#introduction = undefined;
    if (meeting === this.#introduced) return;
    this.#introduced = meeting;
    this.emit("peerjoin", { uid: meeting.uid });
  }

  /** Whoever came has answered: they are the one whom the connection was made with before, or need one of their own. */
  #confirm(meeting: Meeting, isSame: boolean): void {
    if (meeting !== this.#meeting) return;
    this.#introduce(meeting);
    if (isSame) {
      meeting.connection.announce();
      return;
    }
    this.#replace(meeting, false).connection.offer();
  }

  /** The same person, by another connection. */
  #replace({ uid, connection }: Meeting, polite: boolean): Meeting {
    connection.close();
    const meeting = this.#make(uid, polite);
    this.#introduced = this.#meeting = meeting;
    return meeting;
  }

  #part(uid: string): void {
    if (this.#meeting?.uid !== uid) return;
    this.#meeting.connection.close();
    clearTimeout(this.#introduction);
    const wasIntroduced = this.#meeting === this.#introduced;
    this.#meeting = this.#introduced = undefined;
    if (wasIntroduced) this.emit("peerleave", { uid });
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
    meeting.connection.addEventListener("confirmed", ({ detail: { isSame } }) => {
      this.#confirm(meeting, isSame);
    });
    watch(meeting);
    return meeting;
  }
}
