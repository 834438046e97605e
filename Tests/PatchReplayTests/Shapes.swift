/// Random shapes of calls: all kinds of segments, faults and replies.
struct Shapes {
  private var state: UInt64

  /// Whether some calls have a fault, or a reply that differs from a full one.
  private let goWrong: Bool

  init(seed: UInt64, goWrong: Bool = true) {
    state = seed
    self.goWrong = goWrong
  }

  func lines(_ count: Int) -> String {
    var shapes = self
    return (0..<count).map { _ in shapes.line() + "\n" }.joined()
  }

  private mutating func random(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  private mutating func one(of values: [Int]) -> Int { values[random(values.count)] }

  private mutating func line() -> String {
    let count = one(of: [1, 1, 2, 3, 8, 31, 32, 33, 64, 100])
    let segments = (0..<count).map { _ -> String in
      let offset = one(of: [0, 0, 0, 512, random(4096)])
      let length = one(of: [0, 1, 100, 512, 4096, 4096, 4096, 5000, 8192, random(20000), 40000])
      return "[\(offset), \(length)]"
    }
    var line = "{\"op\": \"\(random(2) == 0 ? "read" : "write")\", "
    line += "\"offset\": \(one(of: [0, 8192, random(1 << 30)])), "
    line += "\"segments\": [\(segments.joined(separator: ", "))]"
    guard goWrong else { return line + "}" }
    if random(5) == 0 { line += ", \"fault\": \(random(count))" }
    switch random(6) {
    case 0:
      let bytes = one(of: [0, 1, 1000, 4095, 4096, 200_000])
      line += ", \"reply\": {\"at\": \(random(5)), \"short\": \(bytes)}"
    case 1: line += ", \"reply\": {\"at\": \(random(5)), \"error\": 5}"
    default: break
    }
    return line + "}"
  }
}
