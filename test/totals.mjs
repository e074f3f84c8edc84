// Adds up the reports of all suites and prints the totals as the last line. A suite without a report counts as one failure.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [directory, ...suites] = process.argv.slice(2);

function countsOf(suite) {
  let report;
  try {
    report = JSON.parse(readFileSync(join(directory, `${suite}.json`), "utf8"));
  } catch (error) {
    console.error(`${suite}: no report (${error.message})`);
    return { passed: 0, failed: 1, skipped: 0 };
  }

  const counts = report.results
    ? { passed: report.results.summary.passed, failed: report.results.summary.failed, skipped: report.results.summary.skipped }
    : { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests + report.numTodoTests };
  // A file that does not load, or a process that ends early, fails without a failed test.
  const brokenFiles = report.results ? 0 : report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
  counts.failed += brokenFiles;
  return counts;
}

const totals = { passed: 0, failed: 0, skipped: 0 };
console.log("");
for (const suite of suites) {
  const counts = countsOf(suite);
  console.log(`${suite}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  for (const key of Object.keys(totals)) totals[key] += counts[key];
}

if (totals.skipped > 0) console.log(`${totals.skipped} skipped in all`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0;
