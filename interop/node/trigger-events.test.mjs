// A Node.js producer with its own partitioner emits Avro trigger events, and a Node.js consumer decodes what came of them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { kafka, readUntil, registry, rest } from './platform.mjs';

const tenant = `interop-${Date.now().toString(36)}`;
const eventsOf = (keys) => keys.map((key, n) => ({ id: `${tenant}-${key ?? 'none'}-${n}`, key, n }));

before(async () => {
  await rest('POST', '/v1/tenants', { id: tenant, displayName: 'Interop' });
  await rest('PUT', `/v1/tenants/${tenant}/scripts/echo`, {
    source: "sm.log.info('heard', { id: event.id, n: event.payload.n });\nreturn event.payload.n;",
  });
  await rest('PUT', `/v1/tenants/${tenant}/listeners/on-interop`, { eventTypes: ['interop.*'], script: 'echo' });
});

test('events of any partitioner are executed, and their logs decode', async (t) => {
  // Keyed by tenant (lands right), by something else and by nothing (land anywhere).
  const events = [
    ...eventsOf(Array(60).fill(tenant)),
    ...eventsOf(Array.from({ length: 60 }, (_, n) => `issue-${n}`)),
    ...eventsOf(Array(60).fill(null)),
  ];
  const schemaId = await registry.getLatestSchemaId('scriptmaster.trigger-events-value');
  const messages = await Promise.all(
    events.map(async ({ id, key, n }) => ({
      key,
      value: await registry.encode(schemaId, {
        id,
        tenant,
        type: 'interop.sent',
        key: null,
        occurredAt: Date.now(),
        payload: JSON.stringify({ n }),
        headers: {},
      }),
    })),
  );
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: 'scriptmaster.trigger-events', messages });
  await producer.disconnect();

  const mine = (records) => records.filter(({ value }) => value.tenant === tenant);
  const lines = mine(await readUntil('scriptmaster.execution-logs', (all) => mine(all).length >= events.length));
  const executions = mine(await readUntil('scriptmaster.executions', (all) => mine(all).length >= events.length));

  await t.test('each event ran once', () => {
    assert.deepEqual(executions.map(({ value }) => value.triggerId).sort(), events.map(({ id }) => id).sort());
    assert.ok(executions.every(({ value }) => value.outcome === 'succeeded' && value.script === 'echo'));
  });
  await t.test('each event logged its line', () => {
    assert.deepEqual(lines.map(({ value }) => JSON.parse(value.data).id).sort(), events.map(({ id }) => id).sort());
    assert.ok(lines.every(({ value }) => value.message === 'heard' && value.level === 'info' && value.sequence === 0));
  });
  await t.test('all of a tenant is on one partition, keyed by tenant', () => {
    assert.equal(new Set([...lines, ...executions].map(({ partition }) => partition)).size, 1);
    assert.ok([...lines, ...executions].every(({ key }) => key === tenant));
  });
});

test('every compacted topic has the entities under readable keys', async () => {
  const put = (path, body) => rest('PUT', `/v1/tenants/${tenant}/${path}`, body);
  await put('app-configs/jira', { variables: { project: 'SM' } });
  await put('schedules/daily', { cron: '0 9 * * MON-FRI', timeZone: 'Europe/Vienna', script: 'echo' });
  await put('custom-fields/points', { type: 'number', script: 'echo', eventTypes: ['issue.*'] });
  await put('web-triggers/deploy', { script: 'echo' });
  await put('secrets/password', { value: 'never in Kafka' });
  const { id: token } = await rest('POST', `/v1/tenants/${tenant}/tokens`, { role: 'viewer' });
  const expected = {
    tenants: [tenant, ({ displayName }) => displayName === 'Interop'],
    scripts: [`${tenant}/echo`, ({ revision }) => revision === 1],
    'script-revisions': [`${tenant}/echo/1`, ({ sourceHash }) => sourceHash.length === 64],
    listeners: [`${tenant}/on-interop`, ({ script }) => script === 'echo'],
    'app-configs': [`${tenant}/jira`, ({ variables }) => variables.project === 'SM'],
    schedules: [`${tenant}/daily`, ({ timeZone }) => timeZone === 'Europe/Vienna'],
    'custom-fields': [`${tenant}/points`, ({ type }) => type === 'number'],
    'web-triggers': [`${tenant}/deploy`, ({ methods }) => methods.join() === 'POST'],
    secrets: [`${tenant}/password`, ({ ciphertext }) => !ciphertext.includes('never in Kafka')],
    'data-keys': [`${tenant}/secrets`, ({ masterKey }) => masterKey.length > 0],
    'api-tokens': [`${tenant}/${token}`, ({ role, hash }) => role === 'viewer' && hash.length === 32],
  };
  await Promise.all(
    Object.entries(expected).map(async ([topic, [key, holds]]) => {
      const records = await readUntil(`scriptmaster.${topic}`, (all) => all.some((record) => record.key === key));
      assert.ok(holds(records.find((record) => record.key === key).value), topic);
    }),
  );
});

after(async () => {
  // kafkajs keeps timers alive for a while after a disconnect.
  setTimeout(() => process.exit(), 1_000).unref();
});
