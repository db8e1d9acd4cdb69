package io.scriptmaster.engine;

import static io.scriptmaster.engine.Runs.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebTest {

  /** The right sides are what Node.js and browsers give. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          http://2130706433/            | http://127.0.0.1/
          http://0x7f.1/                | http://127.0.0.1/
          http://0300.0250.1.1          | http://192.168.1.1/
          http://1.2.3.4.5              | invalid
          http://256.1.1.1              | invalid
          HTTP://User:pa ss@EXAMPLE.com:80/a/../b/./c?q=1 2#f g | http://User:pa%20ss@example.com/b/c?q=1%202#f%20g
          https://[::ffff:127.0.0.1]/   | https://[::ffff:7f00:1]/
          http://[1:0:0:2:0:0:0:3]:8080 | http://[1:0:0:2::3]:8080/
          http://[::]                   | http://[::]/
          http://[1::2::3]              | invalid
          https://münchen.example/ä?ö=ü | https://xn--mnchen-3ya.example/%C3%A4?%C3%B6=%C3%BC
          https://例え.テスト/           | https://xn--r8jz45g.xn--zckzah/
          file:///etc/../passwd         | file:///passwd
          mailto:a@b.c                  | mailto:a@b.c
          http:a.example/b              | http://a.example/b
          http://a.example\\\\b         | http://a.example/b
          http:///a.example             | http://a.example/
          http://                       | invalid
          http://a b/                   | invalid
          http://a.example:99999        | invalid
          http://a.example:443x         | invalid
          https://a.example:443/        | https://a.example/
          https://a.example/%2e%2E/b    | https://a.example/b
          no-scheme                     | invalid
          foo://Host/a/../b             | foo://Host/b
          """)
  void shouldParseUrls(String input, String expected) {
    // When / Then
    assertThat(
            json(
                "try { return new URL('"
                    + input
                    + "').href } catch (e) { return e instanceof TypeError ? 'invalid' : String(e) }"))
        .isEqualTo("\"" + expected + "\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ../x?y      | http://a/b/x?y
          x           | http://a/b/c/x
          /x          | http://a/x
          //h/p       | http://h/p
          ?q          | http://a/b/c/d?q
          #f          | http://a/b/c/d?z#f
          ``          | http://a/b/c/d?z
          ../../../x  | http://a/x
          .           | http://a/b/c/
          https://b   | https://b/
          """)
  void shouldResolveRelativeUrls(String input, String expected) {
    // When / Then
    assertThat(json("return new URL('" + input + "', 'http://a/b/c/d?z#w').href"))
        .isEqualTo("\"" + expected + "\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          const u = new URL('https://a.example/?a=1'); u.searchParams.append('b', 'x y&'); u.hash = 'h'; u.port = '81'; return u.href | "https://a.example:81/?a=1&b=x+y%26#h"
          const u = new URL('http://a/'); u.search = 'x=1'; u.pathname = '/p q'; u.host = 'b:2'; u.username = 'me'; return [u.href, u.searchParams.get('x')] | ["http://me@b:2/p%20q?x=1","1"]
          const u = new URL('http://a/'); u.hostname = 'b c'; u.port = 'x'; u.protocol = 'mailto'; return u.href | "http://a/"
          return [...new URLSearchParams('?a=1&b=%C3%A4+c&a=2&d')]           | [["a","1"],["b","ä c"],["a","2"],["d",""]]
          return new URLSearchParams({ a: '1 2', b: 'ä' }).toString()         | "a=1+2&b=%C3%A4"
          const p = new URLSearchParams([['b', 1], ['a', 2]]); p.sort(); p.set('b', 3); p.delete('x'); return [String(p), p.has('a'), p.size, p.getAll('b')] | ["a=2&b=3",true,2,["3"]]
          return [btoa('hello'), btoa(''), btoa('\\xff'), atob(' aGVsbG8= '), atob('aGk')] | ["aGVsbG8=","","/w==","hello","hi"]
          try { return btoa('ä€') } catch (e) { return e.name }                | "InvalidCharacterError"
          try { return atob('a') } catch (e) { return e.name }                 | "InvalidCharacterError"
          return [...new TextEncoder().encode('ä€')]                           | [195,164,226,130,172]
          return new TextDecoder().decode(new Uint8Array([195, 164, 255]))     | "ä\ufffd"
          const a = { d: new Date(0), m: new Map([[1, { b: 2 }]]), s: new Set([1]), r: /x/gi, u: new Uint8Array([1, 2]) }; a.self = a; const c = structuredClone(a); return [c.self === c, c.m !== a.m, c.m.get(1), c.s.has(1), c.d.getTime(), String(c.r), c.u[1], c.u.buffer !== a.u.buffer] | [true,true,{"b":2},true,0,"/x/gi",2,true]
          const e = structuredClone(new RangeError('x', { cause: 1 })); return [e instanceof RangeError, e.message, e.cause] | [true,"x",1]
          try { structuredClone({ f() {} }) } catch (e) { return e.name }      | "DataCloneError"
          return structuredClone(JSON.parse('{"__proto__":1}')).__proto__      | 1
          """)
  void shouldOfferWhatScriptsKnowFromTheWeb(String source, String expected) {
    // When / Then
    assertThat(json(source)).isEqualTo(expected);
  }
}
