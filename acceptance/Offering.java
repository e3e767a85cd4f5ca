import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Operations offered to a gateway at a steady rate, whatever becomes of them; or as many at once, as fast as they are answered. Cheaper
 * than the clients in load.py, for what asks for thousands a second. Prints one line of JSON.
 *
 * <pre>java -cp 'target/lib/*' acceptance/Offering.java URL FILE rate|together NUMBER SECONDS</pre>
 *
 * FILE has one body a line; they are sent in turn.
 */
public final class Offering {
  private static final int MOST = 2_000_000;
  private static final int CONNECTIONS = 1000;

  /** Until then its own code is new, and slower than what it measures: this is told apart. */
  private static final long WARM_UP = 5_000_000_000L;

  private static final Buffer DATA = Buffer.buffer("{\"data\"");

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final HttpClient client;
  private final RequestOptions options;
  private final List<Buffer> bodies;
  private final long begin;
  private final long end;
  private final Outcome first = new Outcome();
  private final Outcome then = new Outcome();
  private long open;
  private boolean isOver;

  private Offering(String url, List<Buffer> bodies, long begin, long end) {
    this.client = vertx.createHttpClient(
        new HttpClientOptions().setKeepAliveTimeout(10),
        new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(-1));
    this.options = new RequestOptions()
        .setAbsoluteURI(url)
        .setMethod(HttpMethod.POST)
        .putHeader("Content-Type", "application/json");
    this.bodies = bodies;
    this.begin = begin;
    this.end = end;
  }

  /** The nanoseconds that answers of one kind took. */
  private static final class Times {
    private long[] nanos = new long[1024];
    private int count;

    void add(long taken) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, count * 2);
      }
      nanos[count++] = taken;
    }

    String json() {
      long[] sorted = Arrays.copyOf(nanos, count);
      Arrays.sort(sorted);
      return "{\"count\": %d, \"p50\": %.6f, \"p99\": %.6f}".formatted(count, at(sorted, 0.5), at(sorted, 0.99));
    }

    private static double at(long[] sorted, double share) {
      return sorted.length == 0 ? 0 : sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))] / 1e9;
    }
  }

  /** What became of what was asked for in one span of time. */
  private static final class Outcome {
    private final Times told = new Times();
    private final Times refused = new Times();
    private long asked;
    private long others;
    private long failed;

    void answered(int status, Buffer answer, long taken) {
      boolean isData = answer.length() > DATA.length() && answer.slice(0, DATA.length()).equals(DATA);
      if (status == 200 && isData) {
        told.add(taken);
      } else if (status == 503) {
        refused.add(taken);
      } else {
        others++;
      }
    }

    String json() {
      return "{\"asked\": %d, \"told\": %s, \"refused\": %s, \"others\": %d, \"failed\": %d}"
          .formatted(asked, told.json(), refused.json(), others, failed);
    }
  }

  public static void main(String[] arguments) throws Exception {
    List<Buffer> bodies = Files.readAllLines(Path.of(arguments[1])).stream().map(Buffer::buffer).toList();
    int number = Integer.parseInt(arguments[3]);
    long begin = System.nanoTime() + WARM_UP;
    long seconds = Long.parseLong(arguments[4]);
    Offering offering = new Offering(arguments[0], bodies, begin, begin + seconds * 1_000_000_000L);
    if (arguments[2].equals("rate")) {
      offering.vertx.runOnContext(go -> offering.atRate(number));
    } else {
      offering.vertx.runOnContext(go -> {
        for (int i = 0; i < number; i++) {
          offering.oneAfterTheOther();
        }
      });
    }
  }

  /** Each millisecond asks for what is due by then. */
  private void atRate(int aSecond) {
    vertx.setPeriodic(1, timer -> {
      long now = System.nanoTime();
      askFor(first, Math.min(now, begin) - begin + WARM_UP, aSecond);
      askFor(then, Math.min(now, end) - begin, aSecond);
      if (now >= end) {
        vertx.cancelTimer(timer);
        vertx.setPeriodic(20, last -> finish());
      }
    });
  }

  private void askFor(Outcome outcome, long nanos, int aSecond) {
    long due = Math.min(MOST, (long) (nanos / 1e9 * aSecond));
    while (outcome.asked < due) {
      ask(outcome, () -> {});
    }
  }

  private void oneAfterTheOther() {
    long now = System.nanoTime();
    if (now < end) {
      ask(now < begin ? first : then, this::oneAfterTheOther);
    } else if (open == 0) {
      finish();
    }
  }

  private void ask(Outcome outcome, Runnable next) {
    Buffer body = bodies.get((int) (outcome.asked++ % bodies.size()));
    long began = System.nanoTime();
    open++;
    client
        .request(options)
        .compose(request -> request.send(body))
        .compose(response -> response
            .body()
            .onSuccess(answer ->
                outcome.answered(response.statusCode(), answer, System.nanoTime() - began)))
        .onComplete(over -> {
          if (over.failed()) {
            outcome.failed++;
          }
          open--;
          next.run();
        });
  }

  private void finish() {
    if (open > 0 || isOver) {
      return;
    }
    isOver = true;
    System.out.println("{\"first\": " + first.json() + ", \"then\": " + then.json() + "}");
    vertx.close().onComplete(closed -> System.exit(0));
  }
}
