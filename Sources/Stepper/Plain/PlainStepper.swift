internal import Documents
internal import Presentation

/// The stepper without a screen: words in, lines out, for pipes and for screen readers.
package struct PlainStepper {
  private var state: StepState

  /// Starts at the base.
  package init(_ material: StepMaterial) {
    state = StepState(material)
    state.takesWords = true
    // Lines are not cut to a screen's width; a picture of bars needs some.
    _ = state.update(.resized(width: 120, height: 1000))
  }

  /// What one word, or a few, lead to.
  package struct Answer {
    /// Lines to print.
    package var lines: [String]
    /// What the program is to do.
    package var effects: [StepEffect] = []
  }

  /// Where the stepper is, in a line.
  package var place: String {
    let count = state.stageCount - 1
    let without = state.material.run.settings.without
    guard let patch = state.patch else {
      return "stage 0 of \(count): before the series" + LeftOut.words(without)
    }
    return
      "stage \(state.stage) of \(count): patch \(patch.number), \(Self.printable(patch.subject))"
      + (without.contains(patch.number) ? ", left out" : "") + application(of: patch)
  }

  /// What the user has to know about how the patch applied.
  private func application(of patch: StepPatch) -> String {
    switch state.applied(patch)?.status {
    case .conflict: ", does not apply: `log` says where"
    case .skipped: ", not applied because an earlier one does not"
    case .applied, nil: ""
    }
  }

  /// Whether all that the user waited for before the end is done.
  package var isOver: Bool { state.isOver }

  /// Handles what came of an effect.
  ///
  /// - Returns: Lines to print.
  package mutating func take(_ event: StepEvent) -> [String] {
    _ = state.update(event)
    switch event {
    case .progress(let line), .told(let line), .ended(let line), .exported(let line):
      return [Self.printable(line)]
    case .measured: return show(.numbers)
    case .rest: return show(.log)
    case .key, .resized, .interrupted: return []
    }
  }

  /// Handles a line that the user typed.
  package mutating func answer(to line: String) -> Answer {
    let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let verb = words.first else { return Answer(lines: [place]) }
    let rest = words.dropFirst().joined(separator: " ")
    if state.isAskingToKeep {
      switch verb {
      case "yes", "y": return press(.character("y"))
      case "no", "n": return press(.character("n"))
      // Any other word goes on.
      default: _ = state.update(.key(.escape))
      }
    }
    switch verb {
    case "next", "n": return press(.character("n"))
    case "previous", "p": return press(.character("p"))
    case "goto", "g": return go(to: rest)
    case "show", "s": return show(words: rest)
    case "file": return Answer(lines: file(rest))
    case "search": return search(rest)
    case "workload", "w": return press(.character("w"), then: .numbers)
    case "base", "b": return press(.character("b"), then: .numbers)
    case "measure", "r": return press(.character("r"))
    case "confirm", "c": return press(.character("c"))
    case "leave-out", "x": return press(.character("x"))
    case "report", "o": return press(.character("o"))
    case "export", "e": return press(.character("e"))
    case "quit", "q": return quit()
    case "help", "?": return Answer(lines: Self.help)
    default:
      if StepTab(rawValue: verb) != nil { return show(words: verb) }
      return Answer(lines: [
        "`\(Self.printable(verb))` is not a word of this prompt; help lists them"
      ])
    }
  }

  private mutating func press(_ key: Key, then tab: StepTab? = nil) -> Answer {
    let effects = state.update(.key(key))
    if let tab { return Answer(lines: show(tab), effects: effects) }
    return Answer(
      lines: state.told.isEmpty ? [place] : [Self.printable(state.told), place], effects: effects)
  }

  private mutating func quit() -> Answer {
    let effects = state.update(.key(.character("q")))
    return Answer(
      lines: effects.isEmpty ? ["keep the rounds measured here? yes writes them, no does not"] : [],
      effects: effects)
  }

  private mutating func go(to word: String) -> Answer {
    guard let stage = Int(word) else { return Answer(lines: ["goto takes the number of a stage"]) }
    guard 0..<state.stageCount ~= stage else {
      return Answer(lines: [
        "there is no stage \(stage): the stages are 0 to \(state.stageCount - 1)", place,
      ])
    }
    state.told = ""
    state.step(to: stage)
    return Answer(lines: [place])
  }

  private mutating func show(words: String) -> Answer {
    guard let tab = words.isEmpty ? state.tab : StepTab(rawValue: words) else {
      let names = StepTab.allCases.map(\.rawValue).joined(separator: ", ")
      return Answer(lines: ["show takes one of \(names)"])
    }
    return Answer(lines: show(tab))
  }

  private mutating func show(_ tab: StepTab) -> [String] {
    state.show(tab)
    return Self.lines(of: state.content)
  }

  private mutating func file(_ path: String) -> [String] {
    guard !path.isEmpty else { return ["file takes a path; show files lists them"] }
    state.show(.files)
    guard state.open(path: path) else {
      return ["\(Self.printable(path)) does not exist at this stage"]
    }
    defer { _ = state.update(.key(.escape)) }
    return Self.lines(of: state.content)
  }

  private mutating func search(_ words: String) -> Answer {
    if !words.isEmpty { state.search = Search(words: words) }
    _ = state.update(.key(.character("N")))
    var lines = [Self.printable(state.told), place]
    if let line = state.foundLine {
      let text = LineIndex(
        state.tab == .diff
          ? state.diff.lines.bytes : Array((state.patch.map { MessageText($0).text } ?? "").utf8))
      var shown = PrintableText(columns: 4000, isASCII: false)
      if line < text.count { shown.add(text[line]) }
      lines.append("\(state.tab.rawValue) line \(line + 1): " + Self.text(shown))
    }
    return Answer(lines: lines)
  }

  private static func lines(of content: RowContent) -> [String] {
    (0..<content.count).map { row in
      var text = PrintableText(columns: 4000, isASCII: false)
      content.write(row, &text)
      return Self.text(text)
    }
  }

  private static func text(_ printable: PrintableText) -> String {
    printable.spans.map(\.text).joined()
  }

  private static func printable(_ words: String) -> String {
    var text = PrintableText(columns: 1000, isASCII: false)
    text.add(words)
    return Self.text(text)
  }

  private static var help: [String] {
    [
      "next, previous            apply the next patch, remove the last one",
      "goto N                    go to a stage",
      "show TAB, or TAB          message, diff, files, stage, numbers, rounds, requests, log",
      "file PATH                 a file of this stage, with the patch that wrote each line",
      "search WORDS, search      find words in messages and diffs; find them again",
      "workload, base            another workload; changes against the base or the stage before",
      "measure, confirm          measure more rounds of this patch; confirm it with fresh ones",
      "leave-out                 see how the rest applies without this patch",
      "report, export            write the HTML report and open it; write all, with fresh rounds",
      "quit                      asks whether to keep fresh rounds that are not written",
    ]
  }
}
