package io.scriptmaster.engine;

import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import com.oracle.truffle.api.instrumentation.provider.TruffleInstrumentProvider;
import java.util.Collection;
import java.util.List;

/** Tells the polyglot library of {@link StackGuard}; found through {@code META-INF/services}. */
@TruffleInstrument.Registration(id = StackGuard.ID, services = StackGuard.Installed.class)
public final class StackGuardProvider extends TruffleInstrumentProvider {

  @Override
  protected String getInstrumentClassName() {
    return StackGuard.class.getName();
  }

  @Override
  protected Object create() {
    return new StackGuard();
  }

  @Override
  protected Collection<String> getServicesClassNames() {
    return List.of(StackGuard.Installed.class.getName());
  }
}
