internal import Bytes

/// Reads what callgrind writes of one process: the instructions of each function, by source line.
///
/// The format is "Callgrind Format Specification", in valgrind's manual. Names of functions, files and
/// objects are written once, with a number, and by that number afterwards; positions may be relative
/// to those of the line before.
struct CallgrindFile {
  /// What the process executed.
  private(set) var profile = InstructionProfile()
  /// The sum that the file itself gives; nil where it gives none.
  private(set) var summary: Int?

  private var functions: [Int: String] = [:]
  private var files: [Int: String] = [:]
  private var objects: [Int: String] = [:]
  private var object: String?
  private var file: String?
  private var function: InstructionProfile.Function?
  private var cost = InstructionProfile.Cost()
  /// The function that the next line calls, and its file where that is another.
  private var called = ""
  private var calledFile: String?
  /// The lines at which functions begin, as their callers tell.
  private var beginnings: [InstructionProfile.Function: Int] = [:]

  /// The columns of positions, and which of them is the source line.
  private var positionCount = 1
  private var lineColumn = 0
  /// The column of instructions among those of costs.
  private var eventColumn = 0
  private var positions = [0]
  /// Whether the next line has what a call cost, which is the called function's.
  private var isAfterCall = false

  /// Reads a file; what is not understood is passed over.
  init(_ bytes: [UInt8]) {
    var cursor = LineCursor(bytes[...])
    var line: ArraySlice<UInt8> = []
    while cursor.readLineContent(into: &line) {
      guard let first = line.first else { continue }
      if ASCII.isDigit(first) || first == ASCII.plus || first == ASCII.minus || first == 0x2A {
        readCosts(line)
      } else {
        readName(line)
      }
    }
    finishFunction()
    profile.begin(beginnings)
  }

  private mutating func readCosts(_ line: ArraySlice<UInt8>) {
    let words = line.split(separator: ASCII.space)
    for column in 0..<min(positionCount, words.count) {
      positions[column] = Self.position(words[column], after: positions[column])
    }
    defer { isAfterCall = false }
    guard !isAfterCall, words.count > positionCount + eventColumn,
      let instructions = Self.number(words[positionCount + eventColumn])
    else { return }
    cost.add(instructions, in: file, line: positions[lineColumn], of: function?.file)
  }

  private mutating func readName(_ line: ArraySlice<UInt8>) {
    if line.hasPrefix("fn=") {
      finishFunction()
      function = InstructionProfile.Function(
        Self.name(line.dropFirst(3), &functions) ?? "", in: file, object: object)
    } else if line.hasPrefix("fl=") || line.hasPrefix("fi=") || line.hasPrefix("fe=") {
      if line.hasPrefix("fl=") { finishFunction() }
      file = Self.known(Self.name(line.dropFirst(3), &files))
    } else if line.hasPrefix("ob=") {
      finishFunction()
      object = Self.known(Self.name(line.dropFirst(3), &objects))
    } else if line.hasPrefix("cfn=") {
      called = Self.name(line.dropFirst(4), &functions) ?? ""
    } else if line.hasPrefix("cfi=") || line.hasPrefix("cfl=") {
      calledFile = Self.name(line.dropFirst(4), &files)
    } else if line.hasPrefix("cob=") {
      _ = Self.name(line.dropFirst(4), &objects)
    } else if line.hasPrefix("calls=") {
      readCall(line.dropFirst(6))
    } else {
      readHeader(line)
    }
  }

  /// How often, and at which position the called function begins.
  private mutating func readCall(_ text: ArraySlice<UInt8>) {
    isAfterCall = true
    let words = text.split(separator: ASCII.space)
    defer { calledFile = nil }
    guard words.count > 1 + lineColumn else { return }
    let line = Self.position(words[1 + lineColumn], after: positions[lineColumn])
    let home = calledFile.map { Self.known($0) } ?? file
    guard line > 0, home != nil else { return }
    beginnings[InstructionProfile.Function(called, in: home, object: nil)] = line
  }

  private mutating func readHeader(_ line: ArraySlice<UInt8>) {
    let words = line.split(separator: ASCII.space)
    guard let key = words.first else { return }
    if key.elementsEqual("positions:".utf8) {
      positionCount = max(1, words.count - 1)
      positions = Array(repeating: 0, count: positionCount)
      lineColumn =
        words.dropFirst().firstIndex { $0.elementsEqual("line".utf8) }.map { $0 - 1 } ?? 0
    } else if key.elementsEqual("events:".utf8) {
      eventColumn = words.dropFirst().firstIndex { $0.elementsEqual("Ir".utf8) }.map { $0 - 1 } ?? 0
    } else if key.elementsEqual("summary:".utf8), words.count > 1 + eventColumn,
      let value = Self.number(words[1 + eventColumn])
    {
      summary = (summary ?? 0) + value
    }
  }

  private mutating func finishFunction() {
    if let function { profile.add(cost, to: function) }
    function = nil
    cost = InstructionProfile.Cost()
  }

  /// `(12) name` gives a number its name, `(12)` stands for it; a name without a number is itself.
  private static func name(_ text: ArraySlice<UInt8>, _ names: inout [Int: String]) -> String? {
    guard text.first == 0x28, let end = text.firstIndex(of: 0x29),
      let number = number(text[(text.startIndex + 1)..<end])
    else { return String(decoding: text, as: UTF8.self) }
    let rest = text[(end + 1)...].drop { $0 == ASCII.space }
    if !rest.isEmpty { names[number] = String(decoding: rest, as: UTF8.self) }
    return names[number]
  }

  /// A file's or object's name; nil where callgrind does not know it.
  private static func known(_ name: String?) -> String? { name == "???" ? nil : name }

  private static func position(_ word: ArraySlice<UInt8>, after last: Int) -> Int {
    switch word.first {
    case 0x2A: last
    case ASCII.plus: last &+ (number(word.dropFirst()) ?? 0)
    case ASCII.minus: last &- (number(word.dropFirst()) ?? 0)
    default: number(word) ?? 0
    }
  }

  /// A decimal number; nil where it is none, or more than can be held.
  private static func number(_ word: ArraySlice<UInt8>) -> Int? {
    guard !word.isEmpty, word.count <= 18 else { return nil }
    var value = 0
    for byte in word {
      guard ASCII.isDigit(byte) else { return nil }
      value = value * 10 + Int(byte - ASCII.zero)
    }
    return value
  }
}
