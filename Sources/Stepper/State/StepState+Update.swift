internal import Documents
internal import Presentation

extension StepState {
  /// Handles an event.
  ///
  /// - Parameter event: A key, or news from the program around the stepper.
  /// - Returns: What the program has to do.
  package mutating func update(_ event: StepEvent) -> [StepEffect] {
    var effects: [StepEffect] = []
    switch event {
    case .key(let key):
      told = ""
      effects =
        isAskingToKeep
        ? keep(key) : search.isTyping ? type(key) : isHelping ? leaveHelp() : press(key)
    case .resized(let width, let height):
      self.width = width
      self.height = height
    case .progress(let line): progress = line
    case .ended(let line):
      progress = nil
      hasEndedRounds = true
      told = line
    case .interrupted: effects = interrupt()
    case .told(let line):
      told = line
      endsOnceKept = false
    case .exported(let line): effects = exported(line)
    case .measured(let pair): take(pair)
    case .rest(let apply, let words):
      restApply = leftOut.isEmpty ? nil : apply
      rest = words
      told = words.first ?? ""
      if !leftOut.isEmpty { tab = .log }
    }
    settle()
    return effects
  }

  private mutating func leaveHelp() -> [StepEffect] {
    isHelping = false
    return []
  }

  private mutating func take(_ pair: PairResult) {
    progress = nil
    hasEndedRounds = true
    hasUnsavedRounds = true
    pairs.removeAll { $0.stage == pair.stage && $0.workload == pair.workload }
    pairs.append(pair)
    told =
      "\(Columns.counted(pair.after.count, "round")) of patch "
      + "\(material.patches[pair.stage - 1].number) were measured"
    if pair.standing == .machineChanged {
      told = "the machine changed: these rounds contradict the run's, and nothing is confirmed"
    }
    if let place = material.workloads.firstIndex(where: { $0.name == pair.workload }) {
      workload = place
    }
    if tab != .rounds { tab = .numbers }
  }

  private mutating func press(_ key: Key) -> [StepEffect] {
    if case .character(let digit) = key, let value = digit.wholeNumberValue, digit.isASCII {
      jump(digit: value)
      return []
    }
    typed = nil
    switch key {
    case .character("n"), .character("j"), .down: step(to: stage + 1)
    case .character("p"), .character("k"), .up: step(to: stage - 1)
    case .character("g"): step(to: 0)
    case .character("G"): step(to: stageCount - 1)
    case .tab: tab = tab.moved(by: 1)
    case .backTab: tab = tab.moved(by: -1)
    case .character("/"): search = Search(words: "", isTyping: true)
    case .character("N"): findNext()
    case .character("w"): chooseWorkload()
    case .character("m"): chooseMetric()
    case .character("b"): comparesWithBase.toggle()
    case .character("?"): isHelping = true
    case .character("q"): return leave()
    case .character("r"): return measure(isConfirmation: false)
    case .character("c"): return measure(isConfirmation: true)
    case .character("x"): return leaveOut()
    case .character("o"): return [.openReport]
    case .character("e"): return [.export]
    default: move(key)
    }
    return []
  }

  /// Moves within the text that is shown.
  private mutating func move(_ key: Key) {
    switch key {
    case .pageDown, .character(" "): scroll[tab, default: 0] += max(1, layout.rows - 1)
    case .pageUp: scroll[tab, default: 0] -= max(1, layout.rows - 1)
    case .character("+"): scroll[tab, default: 0] += 1
    case .character("-"): scroll[tab, default: 0] -= 1
    case .home: scroll[tab] = 0
    case .end: scroll[tab] = .max / 2
    case .right: shift += 8
    case .left: shift = max(0, shift - 8)
    case .character("]"), .character("["): point(forward: key == .character("]"))
    case .character("z") where tab == .diff: diff.toggleAll()
    case .enter where tab == .diff: diff.toggle(at: scroll[.diff, default: 0])
    case .enter where tab == .files: open()
    case .escape, .backspace: close()
    default: told = "unknown key; ? lists the keys"
    }
  }

  /// Goes to the next hunk of a diff, or points at the next file.
  private mutating func point(forward: Bool) {
    switch tab {
    case .diff:
      scroll[.diff] = diff.heading(from: scroll[.diff, default: 0], forward: forward)
    case .files where files.open == nil:
      files.chosen = min(
        max(files.chosen + (forward ? 1 : -1), 0), max(0, files.paths.count - 1))
      let first = scroll[.files, default: 0]
      if files.chosen < first { scroll[.files] = files.chosen }
      if files.chosen >= first + layout.rows { scroll[.files] = files.chosen - layout.rows + 1 }
    case .files:
      guard let file = files.open else { return }
      let from = scroll[.files, default: 0]
      let marked = file.writers.indices.filter { file.writers[$0] == stage && stage > 0 }
      let next = forward ? marked.first { $0 > from } : marked.last { $0 < from }
      if let next { scroll[.files] = next }
    default: told = "[ and ] move between the hunks of a diff and between files"
    }
  }

  private mutating func open() {
    guard files.paths.indices.contains(files.chosen) else { return }
    let path = files.paths[files.chosen]
    _ = open(path: path)
    if let open = files.open {
      scroll[.files] =
        open.writers.firstIndex { $0 == stage && stage > 0 }.map { max(0, $0 - 3) } ?? 0
    } else {
      told = "\(path) does not exist at this stage"
    }
  }

  /// Opens a file of the stage; false where it is not there.
  mutating func open(path: String) -> Bool {
    files.open = material.files.flatMap {
      LineHistory.open(path, at: stage, material.patches, $0)
    }
    return files.open != nil
  }

  /// Shows a tab with all that it needs.
  mutating func show(_ tab: StepTab) {
    self.tab = tab
    settle()
  }

  private mutating func close() {
    if files.open != nil {
      files.open = nil
      scroll[.files] = max(0, files.chosen - layout.rows / 2)
    }
    shift = 0
  }

  /// Goes to the stage that the user types, digit by digit.
  private mutating func jump(digit: Int) {
    let longer = (typed ?? 0) * 10 + digit
    let target = longer < stageCount ? longer : digit
    guard target < stageCount else {
      let patches = Columns.counted(stageCount - 1, "patch", "patches")
      told = "there \(stageCount == 2 ? "is" : "are") \(patches)"
      typed = nil
      return
    }
    step(to: target)
    typed = target
  }

  mutating func step(to target: Int) {
    guard 0..<stageCount ~= target else {
      told = target < 0 ? "this is the base" : "this is the last patch"
      return
    }
    stage = target
    foundLine = nil
    scroll = [.files: scroll[.files, default: 0]]
    shift = 0
  }

  private mutating func chooseWorkload() {
    let count = material.workloads.count
    guard count > 0 else {
      told = "nothing is measured yet; \(name("r", "measure")) measures"
      return
    }
    workload = (workload + 1) % count
    if let name = workloadResult?.name { told = name }
  }

  private mutating func chooseMetric() {
    guard let result = workloadResult else {
      told = "nothing is measured yet; \(name("r", "measure")) measures"
      return
    }
    let all = StepMetric.all(of: result)
    let place = all.firstIndex(of: metric) ?? -1
    metric = all[(place + 1) % all.count]
    told = metric.name(in: result)
  }

  private mutating func measure(isConfirmation: Bool) -> [StepEffect] {
    guard stage > 0 else {
      told = "go to a patch first: more rounds compare a patch with the stage before it"
      return []
    }
    guard progress == nil else {
      told = "a measurement is already running"
      return []
    }
    progress = "starting"
    let out = leftOut.union(material.run.settings.without)
      .filter { number in material.patches[..<stage].contains { $0.number == number } }.sorted()
    if !out.isEmpty {
      let numbers = out.map(String.init).joined(separator: ", ")
      told =
        (out.count == 1 ? "patch \(numbers) is" : "patches \(numbers) are")
        + " left out here, but still measured"
    }
    return [
      .measure(
        stage: stage, workload: workloadResult?.name, isConfirmation: isConfirmation)
    ]
  }

  /// Ends the measurement that runs; quits where none runs and none has just ended.
  private mutating func interrupt() -> [StepEffect] {
    guard progress != nil else {
      guard hasEndedRounds else { return [.quit] }
      hasEndedRounds = false
      told = "no measurement is running any more; press q or Ctrl-C again to quit"
      return []
    }
    told = "stopping after this measurement; press Ctrl-C again to stop at once"
    return [.stopMeasuring]
  }

  private mutating func leaveOut() -> [StepEffect] {
    guard let patch else {
      told = "go to a patch first: \(name("x", "leave-out")) leaves it out"
      return []
    }
    if leftOut.remove(patch.number) == nil { leftOut.insert(patch.number) }
    return [.leaveOut(leftOut.sorted())]
  }

  /// Types the words of a search.
  private mutating func type(_ key: Key) -> [StepEffect] {
    switch key {
    case .character(let character): search.words.append(character)
    case .backspace where search.words.isEmpty: search.isTyping = false
    case .backspace: search.words.removeLast()
    case .escape: search = Search()
    case .enter:
      search.isTyping = false
      findNext()
    default: break
    }
    return []
  }

  private mutating func findNext() {
    let start = Search.Place(stage: stage, tab: tab, line: foundLine ?? -1)
    guard let place = search.next(in: material.patches, after: start) else {
      told =
        search.words.isEmpty
        ? "\(name("/", "search WORDS")) searches" : "“\(search.words)” was not found"
      return
    }
    if place.stage != stage { step(to: place.stage) }
    tab = place.tab
    foundLine = place.line
    if place.tab == .diff {
      loadDiff()
      scroll[.diff] = max(0, diff.visibleRow(of: place.line) - 3)
    } else {
      scroll[.message] = max(0, place.line - 3)
    }
    told = "“\(search.words)”: \(name("N", "search")) finds the next"
  }

  /// Brings what is shown up to date with where the stepper is.
  private mutating func settle() {
    if tab == .diff { loadDiff() }
    if tab == .files { loadFiles() }
    let most = max(0, rowCount - layout.rows)
    scroll[tab] = min(max(0, scroll[tab, default: 0]), most)
  }

  private mutating func loadDiff() {
    guard diffStage != stage || isSideBySide != layout.isSideBySide else { return }
    isSideBySide = layout.isSideBySide
    diff = DiffText(patch?.summary?.diff ?? "", sideBySide: isSideBySide)
    diffStage = stage
  }

  private mutating func loadFiles() {
    guard filesStage != stage, let source = material.files else { return }
    filesStage = stage
    let open = files.open?.path
    let touched = Set(material.patches.flatMap { $0.summary?.files.compactMap(\.newPath) ?? [] })
    let all = source.paths(at: stage)
    files.paths = all.filter(touched.contains) + all.filter { !touched.contains($0) }
    let changed = patch?.summary?.files.first?.newPath
    files.chosen = changed.flatMap { files.paths.firstIndex(of: $0) } ?? 0
    if let open {
      files.open = LineHistory.open(open, at: stage, material.patches, source)
    }
  }
}
