"""The window: the only part that knows Qt.

- a page: a module in `pages/` with a subclass of `Page` (key, shows, reload), its line in `pages.PAGES`
- a command: its line in `commands.COMMANDS`, a method marked `@handles(name)` on the page, or `commands.offer`
- a dialog or small window: a module with `install(around)` that offers its commands, its line in `parts.PARTS`
- a list: `Rows` or `Sections` as model, `RowsView` as view, a `RowDelegate` that paints the row
- a menu: `widgets.menus.passing_menu`; a file: `leaving.at_once` writes it, where it takes time a `SavingDialog`
- a change: `around.do(edit, ...)`; the toast says the edit's title and undoes it, pages read themselves anew
"""
