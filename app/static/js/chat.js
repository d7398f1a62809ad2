/* A conversation opens at its newest message. */
const chat = document.querySelector("[data-chat]");
if (chat) chat.scrollTop = chat.scrollHeight;
