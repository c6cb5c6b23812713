// Runs before the first paint, so that a dark page never flashes white. A file of its own: the CSP allows no inline script.
;(() => {
  var choice = 'auto'
  try {
    choice = localStorage.getItem('treasurer.theme') || 'auto'
  } catch {
    // Storage is switched off: follow the system.
  }
  var dark = choice === 'dark' || (choice === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
})()
