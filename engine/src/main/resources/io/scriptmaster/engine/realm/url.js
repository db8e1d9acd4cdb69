// URL and URLSearchParams after https://url.spec.whatwg.org. One difference: names of hosts are lower-cased and normalised
// (NFC) and encoded in Punycode, not mapped through the tables of UTS 46.
(function url(realm) {
  'use strict';

  const PORTS = { __proto__: null, 'http:': '80', 'https:': '443', 'ws:': '80', 'wss:': '443', 'ftp:': '21', 'file:': '' };
  const isSpecial = (protocol) => protocol in PORTS;
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();

  const invalid = (input) => {
    const error = new TypeError('Invalid URL: ' + realm.cut(String(input), 200));
    error.code = 'invalid_url';
    return error;
  };

  // ---- percent-encoding ---------------------------------------------------------------------------------------------
  const hex = (byte) => '%' + (byte < 16 ? '0' : '') + byte.toString(16).toUpperCase();
  const encode = (text, unsafe) => {
    let out = '';
    for (const c of text.toWellFormed()) {
      if (c > '~' || c < ' ' || unsafe.includes(c)) for (const byte of encoder.encode(c)) out += hex(byte);
      else out += c;
    }
    return out;
  };
  const FRAGMENT = ' "<>`';
  const QUERY = ' "#<>';
  const SPECIAL_QUERY = QUERY + "'";
  const PATH = QUERY + '?^`{}';
  const USER = PATH + '/:;=@[\\]|';
  const CONTROL = '';

  const decodeBytes = (text) => {
    const bytes = encoder.encode(text);
    const out = new Uint8Array(bytes.length);
    let length = 0;
    for (let i = 0; i < bytes.length; i++) {
      const digits = bytes[i] === 37 ? String.fromCharCode(bytes[i + 1], bytes[i + 2]) : '';
      if (/^[0-9A-Fa-f]{2}$/.test(digits)) {
        out[length++] = parseInt(digits, 16);
        i += 2;
      } else {
        out[length++] = bytes[i];
      }
    }
    return decoder.decode(out.subarray(0, length));
  };

  // ---- hosts --------------------------------------------------------------------------------------------------------
  // https://www.rfc-editor.org/rfc/rfc3492
  const punycode = (label) => {
    const points = Array.from(label, (c) => c.codePointAt(0));
    const basic = points.filter((p) => p < 128);
    let out = basic.map((p) => String.fromCharCode(p)).join('') + (basic.length > 0 ? '-' : '');
    let n = 128;
    let delta = 0;
    let bias = 72;
    for (let handled = basic.length; handled < points.length; n++, delta++) {
      const next = Math.min(...points.filter((p) => p >= n));
      delta += (next - n) * (handled + 1);
      n = next;
      for (const p of points) {
        if (p < n) delta++;
        if (p !== n) continue;
        let q = delta;
        for (let k = 36; ; k += 36) {
          const t = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
          if (q < t) break;
          const digit = t + ((q - t) % (36 - t));
          out += String.fromCharCode(digit < 26 ? digit + 97 : digit + 22);
          q = Math.floor((q - t) / (36 - t));
        }
        out += String.fromCharCode(q < 26 ? q + 97 : q + 22);
        delta = handled === basic.length ? Math.floor(delta / 700) : delta >> 1;
        delta += Math.floor(delta / (handled + 1));
        let k = 0;
        for (; delta > 455; k += 36) delta = Math.floor(delta / 35);
        bias = k + Math.floor((36 * delta) / (delta + 38));
        delta = 0;
        handled++;
      }
    }
    return 'xn--' + out;
  };

  const toAscii = (host) => host.normalize('NFC').toLowerCase().normalize('NFC').split(/[.\u3002\uff0e\uff61]/)
    .map((label) => (/^[\0-\x7f]*$/.test(label) ? label : punycode(label))).join('.');

  const number = (text) => {
    if (/^0x[0-9a-f]*$/i.test(text)) return text.length === 2 ? 0 : parseInt(text.slice(2), 16);
    if (/^0[0-7]+$/.test(text)) return parseInt(text, 8);
    return /^[0-9]+$/.test(text) ? parseInt(text, 10) : NaN;
  };

  // A host that ends in a number is an IPv4 address or nothing.
  const ipv4 = (host) => {
    const parts = host.split('.');
    if (parts.length > 1 && parts[parts.length - 1] === '') parts.pop();
    const last = parts[parts.length - 1];
    if (!/^[0-9]+$/.test(last) && Number.isNaN(number(last))) return undefined;
    const numbers = parts.map(number);
    if (parts.length > 4 || numbers.some(Number.isNaN)) throw invalid(host);
    const end = numbers.pop();
    if (numbers.some((n) => n > 255) || end >= 256 ** (4 - numbers.length)) throw invalid(host);
    const address = numbers.reduce((sum, n, i) => sum + n * 256 ** (3 - i), end);
    return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
  };

  const ipv6 = (text) => {
    let address = text;
    const dotted = /^(.*:)(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address);
    if (dotted !== null) {
      const bytes = dotted.slice(2).map((part) => (/^(0|[1-9]\d*)$/.test(part) && part < 256 ? Number(part) : NaN));
      if (bytes.some(Number.isNaN)) throw invalid(text);
      address = dotted[1] + (bytes[0] * 256 + bytes[1]).toString(16) + ':' + (bytes[2] * 256 + bytes[3]).toString(16);
    }
    const halves = address.split('::');
    const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
    const given = groups.flat();
    const isValid = halves.length <= 2 && given.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
      && (halves.length === 2 ? given.length <= 7 : given.length === 8);
    if (!isValid) throw invalid(text);
    const pieces = [...groups[0], ...Array(8 - given.length).fill('0'), ...(groups[1] ?? [])]
      .map((group) => parseInt(group, 16).toString(16));
    const zeros = (':' + pieces.join(':') + ':').match(/(?<=:)(0:){2,}/g) ?? [];
    const longest = zeros.reduce((best, run) => (run.length > best.length ? run : best), '');
    if (longest === '') return '[' + pieces.join(':') + ']';
    const joined = pieces.join(':') + ':';
    const at = (':' + joined).indexOf(':' + longest);
    return '[' + joined.slice(0, at) + (at === 0 ? ':' : '') + ':' + joined.slice(at + longest.length, -1) + ']';
  };

  const hostOf = (text, protocol) => {
    if (text.startsWith('[')) {
      if (!text.endsWith(']')) throw invalid(text);
      return ipv6(text.slice(1, -1));
    }
    if (!isSpecial(protocol)) {
      if (/[\0\t\n\r #/:<>?@[\\\]^|]/.test(text)) throw invalid(text);
      return encode(text, CONTROL);
    }
    const ascii = toAscii(decodeBytes(text));
    if (ascii === '' || /[\0-\x20"#%/:<>?@[\\\]^`{|}\x7f]/.test(ascii)) throw invalid(text);
    return ipv4(ascii) ?? ascii;
  };

  const portOf = (text, protocol) => {
    if (text === '') return '';
    if (!/^[0-9]+$/.test(text) || Number(text) > 65535) throw invalid(text);
    const port = String(Number(text));
    return port === PORTS[protocol] ? '' : port;
  };

  // ---- parsing ------------------------------------------------------------------------------------------------------
  const authority = (record, text) => {
    const at = text.lastIndexOf('@');
    const [, host, port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(text.slice(at + 1)) ?? [];
    if (host === undefined || (at >= 0 && host === '')) throw invalid(text);
    if (at >= 0) {
      const user = text.slice(0, at);
      const colon = user.indexOf(':');
      record.username = encode(colon < 0 ? user : user.slice(0, colon), USER);
      record.password = colon < 0 ? '' : encode(user.slice(colon + 1), USER);
    }
    if (host === '' && (isSpecial(record.protocol) && record.protocol !== 'file:')) throw invalid(text);
    record.host = host === '' ? '' : hostOf(host, record.protocol);
    if (record.protocol === 'file:' && record.host === 'localhost') record.host = '';
    record.port = portOf(port ?? '', record.protocol);
  };

  const pathOf = (base, text, protocol) => {
    const segments = base.slice();
    const parts = text.split(isSpecial(protocol) ? /[/\\]/ : '/');
    parts.forEach((part, i) => {
      const isLast = i === parts.length - 1;
      if (/^(\.|%2e){2}$/i.test(part)) {
        segments.pop();
        if (isLast) segments.push('');
      } else if (/^(\.|%2e)$/i.test(part)) {
        if (isLast) segments.push('');
      } else {
        segments.push(encode(part, PATH));
      }
    });
    return segments;
  };

  const empty = (protocol) => ({
    protocol, username: '', password: '', host: null, port: '', path: [], opaque: null, query: null, fragment: null,
  });

  const tail = (record, rest) => {
    const hash = rest.indexOf('#');
    if (hash >= 0) record.fragment = encode(rest.slice(hash + 1), FRAGMENT);
    const front = hash >= 0 ? rest.slice(0, hash) : rest;
    const mark = front.indexOf('?');
    if (mark >= 0) record.query = encode(front.slice(mark + 1), isSpecial(record.protocol) ? SPECIAL_QUERY : QUERY);
    return mark >= 0 ? front.slice(0, mark) : front;
  };

  const absolute = (protocol, rest) => {
    const record = empty(protocol);
    const front = tail(record, rest);
    if (isSpecial(protocol)) {
      const slashes = protocol === 'file:' ? /^[/\\]{0,2}/ : /^[/\\]*/;
      const text = front.replace(slashes, '');
      const hasHost = protocol !== 'file:' || /^[/\\]{2}/.test(front);
      const end = hasHost ? text.search(/[/\\]|$/) : 0;
      if (hasHost) authority(record, text.slice(0, end));
      else record.host = '';
      record.path = pathOf([], text.slice(end).replace(/^[/\\]/, ''), protocol);
    } else if (front.startsWith('//')) {
      const end = front.slice(2).search(/\/|$/) + 2;
      authority(record, front.slice(2, end));
      record.path = end < front.length ? pathOf([], front.slice(end + 1), protocol) : [];
    } else if (front.startsWith('/')) {
      record.path = pathOf([], front.slice(1), protocol);
    } else {
      record.opaque = encode(front, CONTROL);
    }
    return record;
  };

  const relative = (base, text) => {
    const record = { ...base, fragment: null };
    if (base.opaque !== null) {
      if (!text.startsWith('#')) throw invalid(text);
      tail(record, text);
      return record;
    }
    const special = isSpecial(base.protocol);
    if (special ? /^[/\\]{2}/.test(text) : text.startsWith('//')) return absolute(base.protocol, text);
    const holder = { ...record, query: null };
    const front = tail(holder, text);
    if (front === '') {
      return { ...holder, query: holder.query ?? (text.startsWith('?') ? '' : base.query) };
    }
    const isRooted = special ? /^[/\\]/.test(front) : front.startsWith('/');
    holder.path = isRooted ? pathOf([], front.slice(1), base.protocol) : pathOf(base.path.slice(0, -1), front, base.protocol);
    return holder;
  };

  const parse = (input, base) => {
    const text = String(input).replace(/^[\0-\x20]+|[\0-\x20]+$/g, '').replace(/[\t\n\r]/g, '');
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text);
    if (scheme === null) {
      if (base === undefined) throw invalid(input);
      return relative(base, text);
    }
    const protocol = scheme[1].toLowerCase() + ':';
    const rest = text.slice(scheme[0].length);
    const isShort = base !== undefined && base.protocol === protocol && isSpecial(protocol) && !/^[/\\]/.test(rest);
    return isShort ? relative(base, rest) : absolute(protocol, rest);
  };

  const hostText = (record) => record.host + (record.port === '' ? '' : ':' + record.port);
  const pathText = (record) => record.opaque
    ?? (record.path.length === 0 && !isSpecial(record.protocol) ? '' : '/' + record.path.join('/'));

  const format = (record) => {
    let out = record.protocol;
    if (record.host !== null) {
      out += '//';
      if (record.username !== '' || record.password !== '') {
        out += record.username + (record.password === '' ? '' : ':' + record.password) + '@';
      }
      out += hostText(record);
    } else if (record.opaque === null && record.path.length > 1 && record.path[0] === '') {
      out += '/.';
    }
    out += pathText(record);
    if (record.query !== null) out += '?' + record.query;
    if (record.fragment !== null) out += '#' + record.fragment;
    return out;
  };

  // ---- URLSearchParams ----------------------------------------------------------------------------------------------
  const FORM = ' "#$%&\'()+,/:;<=>?@[\\]^`{|}~!';
  const formEncode = (text) => encode(text, FORM).replaceAll('%20', '+');
  const formDecode = (text) => decodeBytes(text.replaceAll('+', ' '));
  const formParse = (text) => text.split('&').filter((pair) => pair !== '').map((pair) => {
    const at = pair.indexOf('=');
    return at < 0 ? [formDecode(pair), ''] : [formDecode(pair.slice(0, at)), formDecode(pair.slice(at + 1))];
  });

  const pairsOf = (init) => {
    if (init === undefined || init === null) return [];
    if (typeof init !== 'object') return formParse(String(init).replace(/^\?/, ''));
    if (typeof init[Symbol.iterator] !== 'function') {
      return Object.keys(init).map((name) => [name.toWellFormed(), String(init[name]).toWellFormed()]);
    }
    return Array.from(init, (pair) => {
      const [name, value, ...more] = pair;
      if (value === undefined || more.length > 0) throw new TypeError('URLSearchParams takes pairs of name and value');
      return [String(name).toWellFormed(), String(value).toWellFormed()];
    });
  };

  let onChange;

  class URLSearchParams {
    #pairs;
    #changed = () => {};

    constructor(init) {
      this.#pairs = pairsOf(init);
    }

    static {
      onChange = (params, text, changed) => {
        params.#pairs = formParse(text);
        params.#changed = changed;
      };
    }

    get size() {
      return this.#pairs.length;
    }

    append(name, value) {
      this.#pairs.push([String(name).toWellFormed(), String(value).toWellFormed()]);
      this.#changed(this.toString());
    }

    delete(name, value) {
      this.#pairs = this.#pairs.filter(([n, v]) => n !== String(name) || (value !== undefined && v !== String(value)));
      this.#changed(this.toString());
    }

    get(name) {
      return this.#pairs.find(([n]) => n === String(name))?.[1] ?? null;
    }

    getAll(name) {
      return this.#pairs.filter(([n]) => n === String(name)).map(([, v]) => v);
    }

    has(name, value) {
      return this.#pairs.some(([n, v]) => n === String(name) && (value === undefined || v === String(value)));
    }

    set(name, value) {
      const first = this.#pairs.findIndex(([n]) => n === String(name));
      if (first < 0) {
        this.append(name, value);
        return;
      }
      this.#pairs[first] = [String(name).toWellFormed(), String(value).toWellFormed()];
      this.#pairs = this.#pairs.filter(([n], i) => i <= first || n !== String(name));
      this.#changed(this.toString());
    }

    sort() {
      this.#pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
      this.#changed(this.toString());
    }

    forEach(action, self) {
      for (const [name, value] of this.#pairs) Reflect.apply(action, self, [value, name, this]);
    }

    *entries() {
      for (const [name, value] of this.#pairs) yield [name, value];
    }

    *keys() {
      for (const [name] of this.#pairs) yield name;
    }

    *values() {
      for (const [, value] of this.#pairs) yield value;
    }

    toString() {
      return this.#pairs.map(([name, value]) => formEncode(name) + '=' + formEncode(value)).join('&');
    }
  }
  realm.method(URLSearchParams.prototype, Symbol.iterator, URLSearchParams.prototype.entries);

  // ---- URL ----------------------------------------------------------------------------------------------------------
  class URL {
    #record;
    #params = new URLSearchParams();

    constructor(input, base) {
      this.#record = parse(input, base === undefined ? undefined : parse(base));
      this.#follow();
    }

    static canParse(input, base) {
      return URL.parse(input, base) !== null;
    }

    static parse(input, base) {
      try {
        return new URL(input, base);
      } catch (reason) {
        if (reason instanceof TypeError) return null;
        throw reason;
      }
    }

    #follow() {
      onChange(this.#params, this.#record.query ?? '', (query) => {
        this.#record.query = query === '' ? null : query;
      });
    }

    // A part that cannot be is left as it was, as the standard says.
    #change(change) {
      const record = { ...this.#record };
      try {
        change(record);
      } catch (reason) {
        if (reason instanceof TypeError) return;
        throw reason;
      }
      this.#record = record;
    }

    get href() {
      return format(this.#record);
    }

    set href(value) {
      this.#record = parse(value);
      this.#follow();
    }

    get origin() {
      const { protocol } = this.#record;
      return isSpecial(protocol) && protocol !== 'file:' ? protocol + '//' + hostText(this.#record) : 'null';
    }

    get protocol() {
      return this.#record.protocol;
    }

    set protocol(value) {
      this.#change((record) => {
        const name = /^([a-z][a-z0-9+.-]*)(:|$)/i.exec(String(value))?.[1].toLowerCase();
        if (name === undefined || isSpecial(name + ':') !== isSpecial(record.protocol)) return;
        if (name === 'file' && (record.username !== '' || record.password !== '' || record.port !== '')) return;
        if (record.protocol === 'file:' && record.host === '') return;
        record.protocol = name + ':';
        record.port = portOf(record.port, record.protocol);
      });
    }

    #hasNoAuthority() {
      return this.#record.host === null || this.#record.host === '' || this.#record.protocol === 'file:';
    }

    get username() {
      return this.#record.username;
    }

    set username(value) {
      if (!this.#hasNoAuthority()) this.#record.username = encode(String(value), USER);
    }

    get password() {
      return this.#record.password;
    }

    set password(value) {
      if (!this.#hasNoAuthority()) this.#record.password = encode(String(value), USER);
    }

    get host() {
      return this.#record.host === null ? '' : hostText(this.#record);
    }

    set host(value) {
      this.#change((record) => {
        if (record.opaque !== null) return;
        const [, host, port] = /^(\[[^\]]*\]|[^:/\\?#]*)(?::([0-9]*))?/.exec(String(value));
        record.host = hostOf(host, record.protocol);
        if (port !== undefined && port !== '') record.port = portOf(port, record.protocol);
      });
    }

    get hostname() {
      return this.#record.host ?? '';
    }

    set hostname(value) {
      this.#change((record) => {
        if (record.opaque !== null) return;
        record.host = hostOf(/^(\[[^\]]*\]|[^:/\\?#]*)/.exec(String(value))[1], record.protocol);
      });
    }

    get port() {
      return this.#record.port;
    }

    set port(value) {
      if (this.#hasNoAuthority()) return;
      this.#change((record) => {
        const text = String(value);
        const digits = /^[0-9]+/.exec(text)?.[0];
        if (text === '' || digits !== undefined) record.port = portOf(digits ?? '', record.protocol);
      });
    }

    get pathname() {
      return pathText(this.#record);
    }

    set pathname(value) {
      this.#change((record) => {
        if (record.opaque !== null) return;
        const text = String(value).replace(/[?#]/g, (c) => hex(c.charCodeAt(0)));
        record.path = pathOf([], text.replace(isSpecial(record.protocol) ? /^[/\\]/ : /^\//, ''), record.protocol);
      });
    }

    get search() {
      return this.#record.query === null || this.#record.query === '' ? '' : '?' + this.#record.query;
    }

    set search(value) {
      const text = String(value).replace(/^\?/, '');
      this.#record.query = text === '' ? null : encode(text, isSpecial(this.#record.protocol) ? SPECIAL_QUERY : QUERY);
      this.#follow();
    }

    get searchParams() {
      return this.#params;
    }

    get hash() {
      return this.#record.fragment === null || this.#record.fragment === '' ? '' : '#' + this.#record.fragment;
    }

    set hash(value) {
      const text = String(value).replace(/^#/, '');
      this.#record.fragment = text === '' ? null : encode(text, FRAGMENT);
    }

    toString() {
      return this.href;
    }

    toJSON() {
      return this.href;
    }
  }

  realm.define('URL', URL);
  realm.define('URLSearchParams', URLSearchParams);
})
