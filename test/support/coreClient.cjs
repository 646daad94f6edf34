/**
 * What @salesforce/core sees of an org by the auth files of this process's home: prints JSON.
 * Arguments: the project's folder; a package to deploy, as Base64.
 */
const { AuthInfo, ConfigAggregator, Connection, StateAggregator } = require('@salesforce/core');

async function main() {
  const projectPath = process.argv[2];
  const config = await ConfigAggregator.create({ projectPath });
  const target = config.getPropertyValue('target-org');
  const aliases = (await StateAggregator.getInstance()).aliases;
  const username = aliases.resolveUsername(target);
  const connection = await Connection.create({ authInfo: await AuthInfo.create({ username }) });
  const { records } = await connection.query("SELECT Name FROM Lead WHERE LastName = 'Byron' ORDER BY Name");
  const rules = await connection.metadata.list({ type: 'DuplicateRule' });
  const zip = Buffer.from(process.argv[3], 'base64');
  const deployed = [];
  for (const rest of [false, true]) {
    const { id } = await connection.deploy(zip, { rest, singlePackage: true });
    const { status, details } = await connection.metadata.checkDeployStatus(id, true, rest);
    const { changed } = details.componentSuccesses.find(({ componentType }) => componentType !== '');
    const isChanged = String(changed) === 'true';
    deployed.push(`${status} by ${rest ? 'REST' : 'SOAP'}, ${isChanged ? 'changed' : 'unchanged'}`);
  }
  const listed = await AuthInfo.listAllAuthorizations();
  console.log(
    JSON.stringify({
      target,
      username,
      version: connection.version,
      identity: (await connection.request('/services/oauth2/userinfo')).preferred_username,
      names: records.map(({ Name }) => Name),
      rules: rules.map(({ fullName }) => fullName),
      deployed,
      listed: listed.map((org) => [org.username, org.aliases, org.orgId]),
    }),
  );
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
