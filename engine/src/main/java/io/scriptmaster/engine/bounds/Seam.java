package io.scriptmaster.engine.bounds;

import java.util.List;

/**
 * A place in GraalJS where a check of {@link Bounds} belongs.
 *
 * @param owner the class, in GraalJS's package
 * @param method its name and the types of its parameters; {@code <init>} is a constructor
 * @param check the method of {@link Bounds}. Woven in at {@link At#BEGIN} it throws or does
 *     nothing; at {@link At#RETURN} it is given the result first, and its own result takes the
 *     place
 * @param passed what else it is given: the object is 0, the first parameter 1; those of a static
 *     method begin with 1 as well
 */
record Seam(String owner, String method, At at, String check, int... passed) {

  enum At {
    BEGIN,
    RETURN
  }

  private static final String RUNTIME = "com.oracle.truffle.js.runtime.";
  private static final String BUILT_INS = "com.oracle.truffle.js.builtins.";
  private static final String NODES = "com.oracle.truffle.js.nodes.";
  private static final String JSON = BUILT_INS + "json.";
  private static final String TO_NUMBER =
      "trimmedStringToNumber(TruffleString,JSTrimWhitespaceNode,JSStringToNumberNoTrimNode)";
  private static final String TO_JSON =
      "getPreparedJSONPropertyValue(JSONData,TruffleString,Object)";
  private static final String NORMALIZE =
      BUILT_INS + "StringPrototypeBuiltins$JSStringNormalizeNode";
  private static final String CONCAT = BUILT_INS + "ArrayPrototypeBuiltins$JSArrayConcatNode";
  private static final String ARRAYS = RUNTIME + "builtins.JSAbstractArray";
  private static final String FLATTEN = BUILT_INS + "ArrayPrototypeBuiltins$FlattenIntoArrayNode";

  /** A class comes after those that it extends. */
  static final List<Seam> ALL =
      List.of(
          // A text as a number, which any operator and any built-in may ask for.
          begin(NODES + "cast.JSStringToNumberNode", TO_NUMBER, "pauseAnywhere"),
          begin(RUNTIME + "Strings", "parseBigInteger(TruffleString,int)", "digits", 1),
          begin(RUNTIME + "BigInt", "parseBigInteger(String)", "bigIntDigits", 1),
          // BigInts: what is larger is never made.
          begin(RUNTIME + "BigInt", "<init>(BigInteger,boolean)", "bits", 1),
          begin(RUNTIME + "BigInt", "pow(int)", "power", 0, 1),
          begin(RUNTIME + "BigInt", "shiftLeft(int)", "shift", 0, 1),
          // Letters to map or to put in order.
          begin(RUNTIME + "Strings", "javaStringToLowerCase(String,Locale)", "letters", 1),
          begin(RUNTIME + "Strings", "javaStringToUpperCase(String,Locale)", "letters", 1),
          begin(RUNTIME + "util.IntlUtil", "toLowerCase(JSContext,String,String[])", "letters", 2),
          begin(RUNTIME + "util.IntlUtil", "toUpperCase(JSContext,String,String[])", "letters", 2),
          begin(NORMALIZE, "doNormalize(String,Form)", "letters", 1),
          begin(
              RUNTIME + "RegexCompilerInterface",
              "createRegexSource(String,String,String)",
              "pattern",
              1),
          // JSON, value by value.
          begin(JSON + "TruffleJSONParser", "parseJSONValue(JSRealm)", "pauseAnywhere"),
          begin(JSON + "JSONStringifyStringNode", TO_JSON, "pauseAnywhere"),
          // Names to write, each looked for among those before it.
          begin(
              JSON + "JSONBuiltins$ToReplacerListNode",
              "addToReplacer(List,TruffleString)",
              "pauseAnywhere"),
          // Elements to put in order, each as a text or as a number.
          begin(ARRAYS + "$DefaultJSArrayComparator", "compare(Object,Object)", "pauseAnywhere"),
          begin(
              ARRAYS + "$DefaultJSArrayIntegerComparator",
              "compare(Object,Object)",
              "pauseAnywhere"),
          begin(
              ARRAYS + "$DefaultJSArrayDoubleComparator",
              "compare(Object,Object)",
              "pauseAnywhere"),
          // Places where a text may be in another.
          begin(
              "com.oracle.truffle.api.strings.TStringOps",
              "regionEqualsWithOrMaskWithStrideIntl(Node,byte[],long,int,int,int,byte[],long,int,int,int,byte[],int)",
              "pauseAnywhere"),
          // Elements that are not there, looked for in each object that might have them.
          begin(
              RUNTIME + "builtins.JSNonProxy",
              "hasProperty(JSDynamicObject,long)",
              "pauseAnywhere"),
          // Keys that a proxy lists, each looked for among those of its target.
          atReturn(
              RUNTIME + "JSRuntime",
              "createListFromArrayLikeAllowSymbolString(Object)",
              "keysOfProxy"),
          // Language tags, of which parts are remembered.
          begin(
              RUNTIME + "util.IntlUtil",
              "validateAndCanonicalizeLanguageTag(String)",
              "languageTag",
              1),
          // Elements to delete one by one.
          begin(
              RUNTIME + "builtins.JSNonProxy",
              "delete(JSDynamicObject,long,boolean)",
              "pauseAnywhere"),
          // Elements as keys.
          atReturn(ARRAYS, "ownPropertyKeysFastArray(JSDynamicObject,boolean,boolean)", "keys"),
          atReturn(ARRAYS, "ownPropertyKeysSlowArray(JSDynamicObject,boolean,boolean)", "keys"),
          atReturn(
              RUNTIME + "builtins.JSArrayBufferView",
              "getOwnPropertyKeys(JSDynamicObject,boolean,boolean)",
              "keys"),
          atReturn(
              RUNTIME + "builtins.JSString",
              "getOwnPropertyKeys(JSDynamicObject,boolean,boolean)",
              "keys"),
          // Elements, by the length that is asked for.
          atReturn(NODES + "array.JSGetLengthNode", "executeLong(Object)", "length", 0, 1),
          // Locales, each looked for among those before it.
          begin(RUNTIME + "Boundaries", "listContains(List,Object)", "pauseAnywhere"),
          // Arrays of arrays, and functions bound to bound ones: each is small enough, all are not.
          begin(
              CONCAT,
              "concatElementIntl(Object,Object,long,ConditionProfile,ConditionProfile,ConditionProfile)",
              "pause",
              0),
          begin(FLATTEN + "$InnerFlattenCallNode", "execute(VirtualFrame)", "pause", 0),
          begin(RUNTIME + "builtins.JSFunction$BoundRootNode", "execute(VirtualFrame)", "pause", 0),
          begin(
              RUNTIME + "builtins.JSFunction$BoundConstructRootNode",
              "execute(VirtualFrame)",
              "pause",
              0));

  private static Seam begin(String owner, String method, String check, int... it) {
    return new Seam(owner, method, At.BEGIN, check, it);
  }

  private static Seam atReturn(String owner, String method, String check, int... it) {
    return new Seam(owner, method, At.RETURN, check, it);
  }

  @Override
  public String toString() {
    return owner + "." + method;
  }
}
