package io.scriptmaster.engine;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.EventContext;
import com.oracle.truffle.api.instrumentation.ExecutionEventNode;
import com.oracle.truffle.api.instrumentation.Instrumenter;
import com.oracle.truffle.api.instrumentation.SourceSectionFilter;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.nodes.binary.JSEqualNode;
import com.oracle.truffle.js.nodes.binary.JSExponentiateNode;
import com.oracle.truffle.js.nodes.binary.JSGreaterOrEqualNode;
import com.oracle.truffle.js.nodes.binary.JSGreaterThanNode;
import com.oracle.truffle.js.nodes.binary.JSLeftShiftNode;
import com.oracle.truffle.js.nodes.binary.JSLessOrEqualNode;
import com.oracle.truffle.js.nodes.binary.JSLessThanNode;
import com.oracle.truffle.js.nodes.binary.JSMultiplyNode;
import com.oracle.truffle.js.nodes.instrumentation.JSTags.BinaryOperationTag;
import com.oracle.truffle.js.runtime.BigInt;
import com.oracle.truffle.js.runtime.Errors;
import com.oracle.truffle.js.runtime.Strings;
import java.math.BigInteger;

/**
 * Refuses, with a RangeError, the operations that would make a BigInt so large that working with it
 * could not be stopped. The operators that are not watched make nothing larger than they are given,
 * but for a bit. Only sources of programs that have BigInts are watched.
 */
abstract class BigIntGuard extends ExecutionEventNode {

  /** About 79,000 digits; to write that many for a locale takes the longest of all, a second. */
  private static final int MAX_BITS = 1 << 18;

  private final EventContext context;

  private BigIntGuard(EventContext context) {
    this.context = context;
  }

  static void attach(Instrumenter instrumenter) {
    SourceSectionFilter operators =
        SourceSectionFilter.newBuilder()
            .tagIs(BinaryOperationTag.class)
            .sourceIs(BigInts::areIn)
            .build();
    instrumenter.attachExecutionEventFactory(
        operators,
        SourceSectionFilter.ANY,
        context ->
            switch (context.getInstrumentedNode()) {
              case JSMultiplyNode _ -> new Product(context);
              case JSExponentiateNode _ -> new Power(context);
              case JSLeftShiftNode _ -> new Shift(context);
              case JSLessThanNode _,
                  JSLessOrEqualNode _,
                  JSGreaterThanNode _,
                  JSGreaterOrEqualNode _,
                  JSEqualNode _ ->
                  new Comparison(context);
              default -> null;
            });
  }

  /** Of two numbers that are small enough. */
  private static final class Product extends BigIntGuard {

    Product(EventContext context) {
      super(context);
    }

    @Override
    protected void onReturnValue(VirtualFrame frame, Object result) {
      if (result instanceof BigInt product) {
        refuse(product.bitLength());
      }
    }
  }

  private static final class Power extends BigIntGuard {

    Power(EventContext context) {
      super(context);
    }

    @Override
    protected void onInputValue(
        VirtualFrame frame, EventContext input, int inputIndex, Object inputValue) {
      if (inputIndex == 0) {
        saveInputValue(frame, 0, inputValue);
      } else if (inputValue instanceof BigInt exponent
          && getSavedInputValues(frame)[0] instanceof BigInt base) {
        refuse(bits(base, exponent));
      }
    }

    @TruffleBoundary
    private static double bits(BigInt base, BigInt exponent) {
      BigInteger size = base.bigIntegerValue().abs();
      return size.compareTo(BigInteger.ONE) <= 0
          ? 1
          : (size.bitLength() - 1) * exponent.doubleValue();
    }
  }

  private static final class Shift extends BigIntGuard {

    Shift(EventContext context) {
      super(context);
    }

    @Override
    protected void onInputValue(
        VirtualFrame frame, EventContext input, int inputIndex, Object inputValue) {
      if (inputIndex == 1 && inputValue instanceof BigInt distance) {
        refuse(distance.doubleValue());
      }
    }

    @Override
    protected void onReturnValue(VirtualFrame frame, Object result) {
      if (result instanceof BigInt shifted) {
        refuse(shifted.bitLength());
      }
    }
  }

  /** With a text, which is read as a number; the time that takes grows faster than the text. */
  private static final class Comparison extends BigIntGuard {

    Comparison(EventContext context) {
      super(context);
    }

    @Override
    protected void onInputValue(
        VirtualFrame frame, EventContext input, int inputIndex, Object inputValue) {
      if (inputIndex == 0) {
        saveInputValue(frame, 0, inputValue);
      } else {
        Object left = getSavedInputValues(frame)[0];
        if (left instanceof BigInt) {
          refuse(inputValue);
        } else if (inputValue instanceof BigInt) {
          refuse(left);
        }
      }
    }

    private void refuse(Object compared) {
      if (compared instanceof TruffleString text
          && Strings.length(text) > SizeGuard.MAX_BIGINT_CHARS) {
        throw tooLong(text);
      }
    }
  }

  final void refuse(double bits) {
    if (bits > MAX_BITS) {
      throw tooLarge(bits);
    }
  }

  @TruffleBoundary
  final RuntimeException tooLong(TruffleString text) {
    String message =
        "a BigInt of %d characters is more than a script may use; at most %d"
            .formatted(Strings.length(text), SizeGuard.MAX_BIGINT_CHARS);
    return context.createError(Errors.createRangeError(message, getParent()));
  }

  @TruffleBoundary
  private RuntimeException tooLarge(double bits) {
    String message =
        "a BigInt of %.0f bits is more than a script may use; at most %d".formatted(bits, MAX_BITS);
    return context.createError(Errors.createRangeError(message, getParent()));
  }
}
