import type { CallStatistics, SetupPhases } from "@duet/sdk";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { StatisticsController, type StatisticsReader } from "../controllers/statistics-controller.js";
import { en, type Messages } from "../i18n/en.js";
import { controls } from "../styles/controls.styles.js";
import { callIcons } from "./call-icons.js";
import "./duet-chart.js";
import type { Series } from "./duet-chart.js";
import { styles } from "./duet-statistics.styles.js";
import { connectionLines, phaseLines, streamGroups, type Group, type Line } from "./statistics-text.js";

/** The colours of the two directions, those of the two discs. */
const colors = { sent: "#62cdbd", received: "#f0a072" } as const;

/**
 * How the call goes, in figures and lines. It comes with a chart library, so it is loaded when somebody asks for it.
 * @fires duet-close - the person has seen enough
 */
@customElement("duet-statistics")
export class DuetStatistics extends LitElement {
  static override styles = [controls, styles];

  @property({ attribute: false }) texts: Messages = en;
  @property({ attribute: false }) read: StatisticsReader | undefined;
  /** How long the steps to the first picture took. */
  @property({ attribute: false }) phases: SetupPhases | undefined;
  @query("h2") private readonly headline!: HTMLElement;
  readonly #statistics = new StatisticsController(this, () => this.read);

  override render(): TemplateResult {
    const { texts } = this;
    const { latest } = this.#statistics;
    return html`<section aria-labelledby="heading" @keydown=${this.#closeByKey}>
      <header>
        <h2 id="heading" tabindex="-1">${texts.statistics}</h2>
        <button type="button" aria-label=${texts.close} @click=${this.#close}>${callIcons.close}</button>
      </header>
      <div class="body" tabindex="0" role="group" aria-labelledby="heading">
        ${latest === undefined ? html`<p>${texts.statisticsMeasuring}</p>` : this.#figures(latest)}
      </div>
    </section>`;
  }

  override firstUpdated(): void {
    this.headline.focus();
  }

  #figures(latest: CallStatistics): TemplateResult {
    const { texts } = this;
    return html`${this.#lines(connectionLines(texts, latest))}
      <p class="legend" aria-hidden="true">
        <span class="sent">${texts.statisticsSent}</span><span class="received">${texts.statisticsReceived}</span>
      </p>
      ${this.#bothWays(texts.statisticsBitrate, "kbit/s", ({ bitsPerSecond }) => thousandth(bitsPerSecond))}
      ${this.#chart(texts.statisticsRoundTrip, "ms", [{ name: "", color: "#e8ecee", values: this.#history(({ roundTripMilliseconds }) => roundTripMilliseconds) }])}
      ${this.#bothWays(texts.statisticsLoss, "%", ({ audio, video }) => hundredfold(worse(audio?.loss ?? null, video?.loss ?? null)))}
      ${this.#table(streamGroups(texts, latest))}
      ${
        this.phases === undefined
          ? nothing
          : html`<h3>${texts.statisticsSetup}</h3>
              ${this.#lines(phaseLines(texts, this.phases))}`
      }`;
  }

  #lines(lines: readonly Line[]): TemplateResult {
    return html`<dl>
      ${lines.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>`;
  }

  #table(groups: readonly Group[]): TemplateResult {
    const { texts } = this;
    return html`<table>
      <thead>
        <tr>
          <td></td>
          <th scope="col" class="sent">${texts.statisticsSent}</th>
          <th scope="col" class="received">${texts.statisticsReceived}</th>
        </tr>
      </thead>
      ${groups.map(
        ({ name, rows }) =>
          html`<tbody>
            <tr>
              <th scope="rowgroup" colspan="3" class="group">${name}</th>
            </tr>
            ${rows.map(
              ([title, sent, received]) =>
                html`<tr>
                  <th scope="row">${title}</th>
                  <td>${sent}</td>
                  <td>${received}</td>
                </tr>`,
            )}
          </tbody>`,
      )}
    </table>`;
  }

  #bothWays(heading: string, unit: string, value: (direction: CallStatistics["sent"]) => number | null): TemplateResult {
    const { texts } = this;
    return this.#chart(heading, unit, [
      { name: texts.statisticsSent, color: colors.sent, values: this.#history(({ sent }) => value(sent)) },
      { name: texts.statisticsReceived, color: colors.received, values: this.#history(({ received }) => value(received)) },
    ]);
  }

  #chart(heading: string, unit: string, series: readonly Series[]): TemplateResult {
    const now = series.map(({ name, values }) => `${name} ${values.at(-1)?.toFixed(0) ?? "–"} ${unit}`.trim()).join(", ");
    return html`<duet-chart
      heading=${heading}
      unit=${unit}
      summary=${`${this.texts.chartOf(heading)}: ${now}`}
      .times=${this.#history(({ timestamp }) => timestamp / 1_000)}
      .series=${series}
    ></duet-chart>`;
  }

  #history<Value>(value: (statistics: CallStatistics) => Value): Value[] {
    return this.#statistics.history.map(value);
  }

  #closeByKey(event: KeyboardEvent): void {
    if (event.key === "Escape") this.#close();
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent("duet-close"));
  }
}

function thousandth(value: number | null): number | null {
  return value === null ? null : value / 1_000;
}

function hundredfold(value: number | null): number | null {
  return value === null ? null : value * 100;
}

function worse(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

declare global {
  interface HTMLElementTagNameMap {
    "duet-statistics": DuetStatistics;
  }
}
