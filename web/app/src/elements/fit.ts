export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The largest part of a picture that may be cut off to fill its box. More would cut heads: a wide picture on an upright phone is shown whole. */
const maxCropped = 0.32;

export function chooseFit(picture: Size, box: Size): "cover" | "contain" {
  if (picture.width === 0 || picture.height === 0 || box.width === 0 || box.height === 0) return "cover";
  const ratio = picture.width / picture.height / (box.width / box.height);
  return 1 - Math.min(ratio, 1 / ratio) <= maxCropped ? "cover" : "contain";
}
