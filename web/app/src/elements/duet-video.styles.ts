import { css } from "lit";

export const styles = css`
  :host {
    position: relative;
    display: grid;
    overflow: hidden;
    background: #1b232a;
    color: #c9d1d6;
  }

  video,
  .placeholder {
    grid-area: 1 / 1;
    width: 100%;
    height: 100%;
    min-height: 0;
  }

  /* Never hidden before its first picture, which would come later then: there is nothing to be seen of it, and what stands in shows through. */
  video {
    display: block;
    object-fit: cover;
  }

  video.off {
    visibility: hidden;
  }

  video.contain {
    object-fit: contain;
  }

  :host([mirrored]) video {
    transform: scaleX(-1);
  }

  .placeholder {
    display: grid;
    place-items: center;
    text-align: center;
  }
`;
