"""Everything a window needs, imported once for all the windows that tests fork and kill."""

import mrtnet.edits.cards
import mrtnet.edits.follow_ups
import mrtnet.queries.search_words
import mrtnet.ui.capture.window
import mrtnet.ui.company
import mrtnet.ui.grid.view
import mrtnet.ui.pages.events
import mrtnet.ui.pages.people
import mrtnet.ui.pages.today
import mrtnet.ui.program
import mrtnet.ui.write.writing  # noqa: F401
