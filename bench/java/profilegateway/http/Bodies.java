package profilegateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import profilegateway.graphql.OperationResponse;
import profilegateway.graphql.SampleOperation;

/** The body of a request from JSON, and the body of its answer into JSON. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class Bodies {
  private final ResponseWriter writer = new ResponseWriter(false);

  @Param({"1", "10"})
  public int profiles;

  private byte[] request;
  private List<OperationResponse> answer;

  @Setup
  public void make() {
    request = new JsonObject()
        .put("query", SampleOperation.query(profiles))
        .put("variables", SampleOperation.variables(profiles))
        .toBuffer()
        .getBytes();
    answer = List.of(SampleOperation.answer(profiles));
  }

  @Benchmark
  public Object read() throws HttpError.Thrown {
    return JsonInput.parse(request, "The body");
  }

  @Benchmark
  public Buffer write() {
    return writer.write(answer, false);
  }
}
