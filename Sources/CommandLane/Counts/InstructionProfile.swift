/// Where the instructions of a command were executed: each function's own, without those of what it calls.
struct InstructionProfile: Hashable, Sendable {
  /// A function, as its symbol and the debug information name it.
  struct Function: Hashable, Sendable {
    /// Its symbol; of a program without symbols the program's file name in brackets.
    let name: String
    /// The source file; nil where there is no debug information.
    let file: String?

    init(name: String, file: String?) {
      self.name = name
      self.file = file
    }

    /// Takes the names that callgrind gives.
    ///
    /// An address in place of a symbol is another one after each build, and `'2` behind a symbol counts
    /// how deep it calls itself.
    init(_ symbol: String, in file: String?, object: String?) {
      if symbol.hasPrefix("0x") || symbol == "???" {
        name = "[\(object?.split(separator: "/").last ?? "unknown")]"
      } else {
        let end = symbol.lastIndex(of: "'")
        let depth = end.map { symbol[$0...].dropFirst() } ?? ""
        let isDepth = !depth.isEmpty && depth.allSatisfy { $0.isASCII && $0.isNumber }
        name = isDepth ? String(symbol[..<(end ?? symbol.endIndex)]) : symbol
      }
      self.file = file
    }
  }

  /// A line of a source file.
  struct Line: Hashable, Sendable {
    let file: String
    let number: Int
  }

  /// What one function executed.
  struct Cost: Hashable, Sendable {
    /// Instructions.
    private(set) var own = 0
    /// The line in its own file at which it begins, the first of those executed where no caller tells;
    /// nil where that is not known.
    fileprivate(set) var line: Int?
    /// Lines that something of it was executed at, those of functions that were put into it too.
    private(set) var lines: Set<Line> = []

    mutating func add(_ instructions: Int, in file: String?, line number: Int, of home: String?) {
      own += instructions
      guard let file, number > 0 else { return }
      if file == home { line = min(line ?? number, number) }
      lines.insert(Line(file: file, number: number))
    }

    mutating func add(_ other: Cost) {
      own += other.own
      line = line ?? other.line
      lines.formUnion(other.lines)
    }
  }

  private(set) var functions: [Function: Cost] = [:]

  /// All instructions.
  var total: Int { functions.values.reduce(0) { $0 + $1.own } }

  mutating func add(_ cost: Cost, to function: Function) {
    functions[function, default: Cost()].add(cost)
  }

  /// Takes the lines at which functions begin.
  mutating func begin(_ lines: [Function: Int]) {
    for (function, line) in lines { functions[function]?.line = line }
  }

  /// Adds what another process of the same command executed.
  mutating func add(_ other: InstructionProfile) {
    for (function, cost) in other.functions { add(cost, to: function) }
  }

  /// The profile with files called by their paths in the folder that the command ran in.
  func inside(_ folder: String) -> InstructionProfile {
    func path(_ file: String) -> String {
      let prefix = folder + "/"
      let inner = file.hasPrefix(prefix) ? String(file.dropFirst(prefix.count)) : file
      guard inner.contains("./") else { return inner }
      return inner.split(separator: "/", omittingEmptySubsequences: false).filter { $0 != "." }
        .joined(separator: "/")
    }
    var result = InstructionProfile()
    for (function, cost) in functions {
      var moved = cost
      moved.move(path)
      result.add(moved, to: Function(name: function.name, file: function.file.map(path)))
    }
    return result
  }
}

extension InstructionProfile.Cost {
  fileprivate mutating func move(_ path: (String) -> String) {
    lines = Set(lines.map { InstructionProfile.Line(file: path($0.file), number: $0.number) })
  }
}
