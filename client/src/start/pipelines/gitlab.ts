/** GitLab shows findings in merge requests by its Code Quality report. docs/ci.md holds the same. */
export const gitlab = `# Checks the duplicate rules and the code that saves, and shows new findings in merge requests.
duplicate-rules:
  image: node:22
  variables:
    GIT_DEPTH: 0
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    # To be provided: "npm ci && npm run pack:cli" in a clone of the repository of Duplicate Rules writes this file;
    # commit it in tools/. Once a version is published: npm install --global duplicate-rules@VERSION
    - npm install --global ./tools/duplicate-rules-*.tgz
    - duplicate-rules check --since "origin/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME" --format jsonl > findings.jsonl || code=$?
    - |
      node --input-type=module -e '
        import { readFileSync } from "node:fs";
        const severities = { error: "critical", warning: "major", information: "info" };
        const lines = readFileSync(0, "utf8").split("\\n").filter(Boolean);
        console.log(JSON.stringify(lines.map((line) => JSON.parse(line)).map((one) => ({
          description: one.message,
          check_name: one.ruleId,
          fingerprint: one.fingerprint,
          severity: severities[one.severity],
          location: { path: one.path, lines: { begin: one.start.line } },
        }))));
      ' < findings.jsonl > gl-code-quality-report.json
    - exit "\${code:-0}"
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
`;
