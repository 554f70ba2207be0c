"""The one script: settings, address, language, menu, then the page. No link can go around it."""

from pages.ui.frame import begin, end, navigation

page = navigation()
if begin(page):
    page.run()
end()
