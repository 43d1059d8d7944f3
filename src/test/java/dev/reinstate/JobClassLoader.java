package dev.reinstate;

import dev.reinstate.compute.ComputeSettings.Engine;
import dev.reinstate.compute.Device;
import dev.reinstate.compute.MlpShape;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * Loads the job's classes anew, as Flink does for each job, and leaves all libraries to its parent,
 * as Flink does with what is in its {@code lib/}.
 */
final class JobClassLoader extends URLClassLoader {

  private static final String OWN = "dev.reinstate.";

  JobClassLoader() {
    super(
        new URL[] {
          Engine.class.getProtectionDomain().getCodeSource().getLocation(),
          JobClassLoader.class.getProtectionDomain().getCodeSource().getLocation()
        },
        JobClassLoader.class.getClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      if (!name.startsWith(OWN)) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  /** Runs a network of one layer's classes: forward of rows with initial parameters. */
  float[] forward(Engine engine, Device device, MlpShape shape, long seed, float[] x)
      throws ReflectiveOperationException, IOException {
    Method forward =
        loadClass(ForwardInJob.class.getName())
            .getMethod(
                "forward",
                String.class,
                String.class,
                int[].class,
                String.class,
                String.class,
                long.class,
                float[].class);
    return (float[])
        forward.invoke(
            null,
            engine.name(),
            device.toString(),
            shape.sizes(),
            shape.hidden().name(),
            shape.output().name(),
            seed,
            x);
  }
}
