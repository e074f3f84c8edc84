import type { CallError } from "@duet/sdk";
import type { Messages } from "../i18n/en.js";

export interface ProblemWords {
  readonly title: string;
  /** What to do about it. */
  readonly text: string;
  /** What joining would be like as things are. */
  readonly consequence: string;
}

/** Plain words for a camera or microphone that could not be opened, given what could. */
export function describeMediaProblem(texts: Messages, problem: CallError, stream: MediaStream | undefined): ProblemWords {
  return { ...cause(texts, problem), consequence: consequence(texts, stream) };
}

function cause(texts: Messages, problem: CallError): Pick<ProblemWords, "title" | "text"> {
  switch (problem.code) {
    case "media-refused":
      return { title: texts.mediaRefusedTitle, text: texts.mediaRefusedText };
    case "media-missing":
      return { title: texts.mediaMissingTitle, text: texts.mediaMissingText };
    case "media-busy":
      return { title: texts.mediaBusyTitle, text: texts.mediaBusyText };
    case "media-insecure":
      return { title: texts.mediaInsecureTitle, text: texts.mediaInsecureText };
    default:
      return { title: texts.mediaFailedTitle, text: texts.mediaFailedText };
  }
}

function consequence(texts: Messages, stream: MediaStream | undefined): string {
  if (stream === undefined) return texts.neitherHeardNorSeen;
  return stream.getVideoTracks().length > 0 ? texts.onlySeen : texts.onlyHeard;
}
