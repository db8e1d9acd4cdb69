// Where the running Scriptmaster is, and what the tests need of it.
import { Kafka, logLevel } from 'kafkajs';
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';

const api = process.env.SCRIPTMASTER_URL ?? 'http://127.0.0.1:8080';
const brokers = [process.env.SCRIPTMASTER_KAFKA ?? '127.0.0.1:9092'];
const registryUrl = process.env.SCRIPTMASTER_REGISTRY ?? 'http://127.0.0.1:8081/apis/ccompat/v7';
const token = process.env.SCRIPTMASTER_ADMIN_TOKEN;

export const kafka = new Kafka({
  clientId: 'interop',
  brokers,
  logLevel: logLevel.ERROR,
  connectionTimeout: 10_000,
  retry: { retries: 10 },
});
export const registry = new SchemaRegistry({ host: registryUrl });

// Who is told to try again in a moment does, with the same key, as the same request.
export async function rest(method, path, body) {
  const request = {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  };
  let response = await fetch(`${api}${path}`, request);
  for (const end = Date.now() + 60_000; [429, 503].includes(response.status) && Date.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    response = await fetch(`${api}${path}`, request);
  }
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

// Reads a topic from its beginning with an own consumer group until `enough(records)` holds, or fails after three minutes.
export async function readUntil(topic, enough) {
  const consumer = kafka.consumer({ groupId: `interop-${topic}-${Date.now()}-${Math.random()}` });
  const records = [];
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  try {
    await new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${topic}: only ${records.length} records in 180 s`)), 180_000);
      consumer
        .run({
          eachMessage: async ({ partition, message }) => {
            const value = message.value === null ? null : await registry.decode(message.value);
            records.push({ partition, key: message.key?.toString(), value });
            if (enough(records)) {
              clearTimeout(late);
              resolve();
            }
          },
        })
        .catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
  return records;
}
