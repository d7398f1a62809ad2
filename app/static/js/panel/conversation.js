/* A conversation opens at its newest message, and stays there while new ones come. */
function toTheEnd() {
  const chat = document.querySelector("[data-chat]");
  if (chat) chat.scrollTop = chat.scrollHeight;
}
toTheEnd();
document.addEventListener("sigap:replaced", toTheEnd);
