// outcome: failed
// asks for values with a prefix after which no key can come
await sm.values.list('\u{10FFFF}'.repeat(1_000_000));
