import Foundation

/// The parser of the HTML standard, as Debian's python3-html5lib has it.
enum HTMLStandard {
  static let isMissing = (try? python("import html5lib", ""))?.status != 0

  private static let program = """
    import sys, html5lib
    parser = html5lib.HTMLParser()
    parser.parse(sys.stdin.buffer.read(), transport_encoding="utf-8")
    for place, code, data in parser.errors: print(place, code, data)
    """

  /// Every departure of a page from the standard, a line each.
  static func errors(in page: String) throws -> String { try python(program, page).output }

  private static func python(
    _ program: String, _ input: String
  ) throws -> (status: Int32, output: String) {
    let folder = FileManager.default.temporaryDirectory
    let file = folder.appendingPathComponent("patch-replay-page-\(UUID().uuidString)")
    try Data(input.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    let output = Pipe()
    // The system's own Python has Debian's modules.
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = ["-c", program]
    process.standardInput = try FileHandle(forReadingFrom: file)
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
  }
}
