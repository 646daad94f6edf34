import { signUp } from './signUps';
import { Connection } from 'jsforce';

it('creates a lead', async () => {
  const conn = new Connection({ version: '60.0' });
  await conn.sobject('Lead').create({ LastName: 'x', Company: 'y', Email: 'a@example.com' }); // save: Lead expect: none
  await signUp('a@example.com');
});
