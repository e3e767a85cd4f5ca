package profilegateway.observe.metrics;

import com.sun.management.OperatingSystemMXBean;
import io.prometheus.metrics.model.snapshots.Quantiles;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** The process and its virtual machine, under the names that Prometheus's own client for Java gives them. */
final class ProcessMetrics {
  private static final double NANOS = 1e-9;
  private static final double MILLIS = 1e-3;

  private ProcessMetrics() {}

  static void of(Meters meters, String version) {
    meters
        .info(Metric.BUILD_INFO)
        .setLabelValues(version, System.getProperty("java.version", "unknown"));
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      meters.counter(
          Metric.CPU_SECONDS, value -> value.call(Math.max(0, system.getProcessCpuTime() * NANOS)));
    }
    long started = ManagementFactory.getRuntimeMXBean().getStartTime();
    meters.gauge(Metric.START_TIME, value -> value.call(started * MILLIS));
    memory(meters);
    meters.summary(Metric.GC_DURATION, value -> {
      for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
        value.call(
            gc.getCollectionCount(),
            gc.getCollectionTime() * MILLIS,
            Quantiles.EMPTY,
            gc.getName());
      }
    });
    meters.gauge(
        Metric.THREADS, value -> value.call(ManagementFactory.getThreadMXBean().getThreadCount()));
  }

  private static void memory(Meters meters) {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    meters.gauge(Metric.MEMORY_USED, value -> {
      value.call((double) memory.getHeapMemoryUsage().getUsed(), "heap");
      value.call((double) memory.getNonHeapMemoryUsage().getUsed(), "nonheap");
    });
    meters.gauge(Metric.MEMORY_MAX, value -> {
      value.call((double) memory.getHeapMemoryUsage().getMax(), "heap");
      value.call((double) memory.getNonHeapMemoryUsage().getMax(), "nonheap");
    });
    meters.gauge(Metric.BUFFERS_USED, value -> {
      for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
        value.call((double) pool.getMemoryUsed(), pool.getName());
      }
    });
  }
}
