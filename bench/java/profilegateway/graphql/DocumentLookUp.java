package profilegateway.graphql;

import graphql.schema.GraphQLSchema;
import java.time.InstantSource;
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

/** From a text to its document: one that was seen before, and one that is parsed, measured and validated. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DocumentLookUp {
  private final GraphQLSchema schema =
      Sample.schema().executable(Sample.CONFIG, InstantSource.system());
  private final Documents documents = new Documents(schema, Sample.limits());

  @Param({"1", "10"})
  public int profiles;

  private String query;
  private int changes;

  @Setup
  public void write() {
    query = SampleOperation.query(profiles);
  }

  /** The text comes off the wire, so it is another string each time, and has to be hashed. */
  private String text() {
    return new StringBuilder(query).toString();
  }

  @Benchmark
  public Object known() throws Documents.Refused {
    return documents.document(text());
  }

  @Benchmark
  public Object unknown() throws Documents.Refused {
    return documents.document(text() + " # " + changes++);
  }
}
