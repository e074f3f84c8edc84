import { html, LitElement, unsafeCSS, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import uPlot from "uplot";
import plotStyles from "uplot/dist/uPlot.min.css?inline";
import { controls } from "../styles/controls.styles.js";
import { styles } from "./duet-chart.styles.js";

/** A line of a chart: its values, one for each moment. */
export interface Series {
  readonly name: string;
  readonly color: string;
  readonly values: readonly (number | null)[];
}

const height = 92;

/** What the width stands for: at first little, or the line would hide in a corner; in seconds. */
const span = { least: 30, most: 120 };

/** Lines over time. What they say is also in `summary`, for those who do not see them. */
@customElement("duet-chart")
export class DuetChart extends LitElement {
  static override styles = [controls, unsafeCSS(plotStyles), styles];

  @property() heading = "";
  @property() unit = "";
  @property() summary = "";
  /** In seconds since 1970. */
  @property({ attribute: false }) times: readonly number[] = [];
  @property({ attribute: false }) series: readonly Series[] = [];
  @query(".plot") private readonly place!: HTMLElement;

  #plot: uPlot | undefined;
  readonly #resizes = new ResizeObserver(() => {
    this.#plot?.setSize(this.#size());
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  override render(): TemplateResult {
    return html`<p class="heading">${this.heading}<span class="unit">${this.unit}</span></p>
      <div class="plot" role="img" aria-label=${this.summary}></div>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has("series")) return;
    const data = [[...this.times], ...this.series.map(({ values }) => [...values])] as uPlot.AlignedData;
    if (this.#plot === undefined) this.#plot = new uPlot(this.#options(), data, this.place);
    else this.#plot.setData(data);
  }

  #options(): uPlot.Options {
    const lines = { stroke: "#98a4ab", grid: { stroke: "rgb(255 255 255 / 9%)", width: 1 }, ticks: { show: false } };
    return {
      ...this.#size(),
      legend: { show: false },
      cursor: { show: false },
      padding: [6, 4, 4, 0],
      scales: {
        x: { range: (_, first, last) => [last - Math.min(Math.max(last - first, span.least), span.most), last] },
        y: { range: (_, __, most) => [0, Math.max(most, 1) * 1.15] },
      },
      axes: [{ show: false }, { ...lines, size: 46, space: 28, font: "11px system-ui" }],
      series: [{}, ...this.series.map(({ color }) => ({ stroke: color, width: 2, points: { show: false }, fill: `${color}1c` }))],
    };
  }

  #size(): { width: number; height: number } {
    return { width: Math.max(this.place.clientWidth, 120), height };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-chart": DuetChart;
  }
}
