/**
 * Every hour: who signed up on the web site for an event becomes a lead. What a person has to look at comes onto the
 * review list.
 */

/**
 * @param {{ url: string, token: string }} org
 * @param {readonly { lastName: string, email: string, company: string, event: string }[]} signUps
 * @returns the review list: sign-ups, and what is wrong with them
 */
export async function syncSignUps(org, signUps) {
  const reviewList = [];
  for (const signUp of signUps) {
    if (signUp.company === '') {
      reviewList.push({ signUp, reason: 'no company' });
      continue;
    }
    try {
      await addLead(org, signUp);
    } catch (error) {
      console.error(`Not saved: ${signUp.email}.`, error.message);
    }
  }
  return reviewList;
}

async function addLead(org, { lastName, email, company, event }) {
  const response = await fetch(`${org.url}/services/data/v66.0/sobjects/Lead`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${org.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ LastName: lastName, Email: email, Company: company, Description: event }),
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}: ${await response.text()}`);
}
