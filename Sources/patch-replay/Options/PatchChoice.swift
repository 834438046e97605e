import Documents
import ArgumentParser

/// Which patches of a series are measured: all, or what is left, or what is named.
struct PatchChoice: ParsableArguments {
  @Option(help: ArgumentHelp("Patches to leave out, such as 3,7.", valueName: "patches"))
  var without: NumberList?

  @Option(
    help: ArgumentHelp(
      "The only patches to take, such as 1-8, in the order in which they are to be applied.",
      valueName: "patches"))
  var only: NumberList?

  func validate() throws {
    guard without == nil || only == nil else {
      throw ValidationError("Say either --without or --only.")
    }
  }

  /// Whether anything was chosen.
  var isGiven: Bool { without != nil || only != nil }

  /// The choice as it was given, for errors.
  var description: String {
    func list(_ numbers: NumberList) -> String {
      numbers.numbers.map(String.init).joined(separator: ",")
    }
    return without.map { "--without \(list($0))" } ?? only.map { "--only \(list($0))" } ?? ""
  }

  /// Chooses among patch numbers, in the order of application.
  ///
  /// - Throws: ``Failure`` where a patch is named that is not there.
  func choose<Number: DocumentNumber>(from numbers: [Number]) throws(Failure) -> [Number] {
    let named = (without?.numbers ?? only?.numbers ?? []).map { Number($0) }
    if let missing = named.first(where: { !numbers.contains($0) }) {
      throw Failure(.usage, "\(description): there is no patch \(missing)")
    }
    if only != nil { return named }
    return numbers.filter { !named.contains($0) }
  }
}
