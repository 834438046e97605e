import FuseEngine
import FuseSeries
import Testing

/// A connection to the server in memory, made for one call.
enum Bench {
  static func trace(
    stage: Int, limits: Limits = Limits(), _ shape: CallShape
  ) throws -> CallTrace {
    try trace(design: design(stage), limits: limits, shape)
  }

  static func design(_ stage: Int) throws -> EngineDesign {
    try StagePlan.scatterGatherDirectIO.design(ofStage: stage)
  }

  static func trace(
    design: EngineDesign, limits: Limits = Limits(), _ shape: CallShape
  ) throws -> CallTrace {
    let server = PatternServer()
    var connection = Connection(transport: server, design: design, limits: limits)
    try connection.initialize()
    let node = try connection.lookUp("pattern").node
    let file = try connection.open(node)
    server.exception = shape.exception
    var trace = try connection.trace(shape, of: file, pattern: Pattern())
    trace.isDataIntact = trace.isDataIntact && !server.sawWrongData
    try connection.release(file)
    try connection.destroy()
    return trace
  }
}
