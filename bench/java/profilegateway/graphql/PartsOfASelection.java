package profilegateway.graphql;

import graphql.execution.MergedField;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.parser.Parser;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.DataFetchingEnvironmentImpl;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import profilegateway.access.Caller;
import profilegateway.graphql.rights.Reader;
import profilegateway.graphql.rights.Readers;
import profilegateway.graphql.rights.Rights;

/** Projection: which parts of a profile a selection of three fields needs, for a caller with all rights. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PartsOfASelection {
  private final Projection projection = projection();
  private final DataFetchingEnvironment field = field();
  private final Reader reader = Readers.of(Caller.unchecked(null), Set.of()).others();

  private static Projection projection() {
    TypeDefinitionRegistry types = new SchemaParser().parse(Sample.schema().sdl());
    return Projection.of(types, Rights.of(types));
  }

  private static DataFetchingEnvironment field() {
    OperationDefinition operation = new Parser()
        .parseDocument(SampleOperation.query(1))
        .getDefinitionsOfType(OperationDefinition.class)
        .get(0);
    Field profile = (Field) operation.getSelectionSet().getSelections().get(0);
    return DataFetchingEnvironmentImpl.newDataFetchingEnvironment()
        .mergedField(MergedField.newMergedField(profile).build())
        .variables(SampleOperation.variables(1))
        .fragmentsByName(Map.of())
        .build();
  }

  @Benchmark
  public Object parts() {
    return projection.selected(field, reader);
  }
}
