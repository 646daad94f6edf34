/** The plugin Warnings shows SARIF, of a build that has failed only when told to. An agent may not install globally. docs/ci.md holds the same. */
export const jenkins = `// Checks the duplicate rules and the code that saves. Needs Node.js on the agent, and the plugin Warnings.
pipeline {
  agent any
  stages {
    stage('Duplicate rules') {
      steps {
        // To be provided: "npm ci && npm run pack:cli" in a clone of the repository of Duplicate Rules writes this file;
        // commit it in tools/. Once a version is published: duplicate-rules@VERSION instead of the file
        sh 'npm install --prefix "$WORKSPACE_TMP/duplicate-rules" "$WORKSPACE"/tools/duplicate-rules-*.tgz'
        sh '"$WORKSPACE_TMP/duplicate-rules/node_modules/.bin/duplicate-rules" check --format sarif > duplicate-rules.sarif'
      }
    }
  }
  post {
    always {
      recordIssues enabledForFailure: true, tool: sarif(pattern: 'duplicate-rules.sarif')
    }
  }
}
`;
