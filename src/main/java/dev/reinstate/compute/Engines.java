package dev.reinstate.compute;

import java.util.Locale;
import java.util.ServiceLoader;

/** Opens engines, and says why where one cannot be opened. */
final class Engines {

  private Engines() {}

  static NetworkProvider open(ComputeSettings settings) {
    try {
      return find(settings.engine()).open(settings.device(), settings.threads());
    } catch (LinkageError e) {
      throw new ComputeException(
          "compute.provider %s: its libraries cannot be loaded on this machine (%s); they belong on"
                  .formatted(settings.engine().name().toLowerCase(Locale.ROOT), e)
              + " the class path, on a cluster in Flink's lib/; compute.provider java needs none",
          e);
    }
  }

  /** The class loader is that of the job's jar, which on a cluster is not the thread's. */
  private static NetworkEngine find(ComputeSettings.Engine name) {
    for (NetworkEngine engine :
        ServiceLoader.load(NetworkEngine.class, Engines.class.getClassLoader())) {
      if (engine.name() == name) {
        return engine;
      }
    }
    throw new ComputeException(
        "compute.provider %s: this jar does not have it; its META-INF/services lack %s"
            .formatted(name.name().toLowerCase(Locale.ROOT), NetworkEngine.class.getName()));
  }
}
