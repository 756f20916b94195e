;;; citelaw.el --- Check legal citations with citelaw  -*- lexical-binding: t -*-

;; Package-Requires: ((emacs "28.1") (eglot "1.9"))

;;; Commentary:

;; The findings of citelaw under the words, while a list is written, by Eglot, which is part of
;; Emacs 29 and in GNU ELPA for Emacs 28.  In your init file:
;;
;;   (load "/path/to/citelaw.el")
;;
;; The program citelaw must be on the PATH; else say where it is before that line:
;;
;;   (setq citelaw-command '("/path/to/venv/bin/citelaw" "server"))

;;; Code:

(require 'eglot)
(require 'project)

(defgroup citelaw nil
  "Checking legal citations."
  :group 'text)

(defcustom citelaw-command '("citelaw" "server")
  "The program that serves, and its arguments."
  :type '(repeat string))

(defcustom citelaw-settings nil
  "Settings of the server as a property list, for example (:language \"en\")."
  :type 'plist)

(defcustom citelaw-files "\\.\\(?:txt\\|text\\|tsv\\|csv\\|md\\|markdown\\|html?\\)\\'"
  "A regular expression for the names of files that are lists."
  :type 'regexp)

(defun citelaw-root (folder)
  "Return the project around FOLDER that a configuration of citelaw marks, or nil."
  (when-let ((root (or (locate-dominating-file folder "citelaw.toml")
                       (locate-dominating-file folder ".citelaw.toml"))))
    (cons 'transient (expand-file-name root))))

(defun citelaw-ensure ()
  "Have citelaw check this buffer if its file is a list.
What is set is local to the buffer: other text keeps its own server."
  (when (and buffer-file-name (string-match-p citelaw-files buffer-file-name))
    (let ((options (and citelaw-settings (list :initializationOptions citelaw-settings))))
      (setq-local eglot-server-programs
                  (cons `(((text-mode :language-id "plaintext")) ,@citelaw-command ,@options)
                        eglot-server-programs)))
    (add-hook 'project-find-functions #'citelaw-root nil t)
    (eglot-ensure)))

;; Where no mode is installed for them, such files are text.
(add-to-list 'auto-mode-alist '("\\.\\(?:[ct]sv\\|md\\|markdown\\)\\'" . text-mode) t)

(add-hook 'text-mode-hook #'citelaw-ensure)

(provide 'citelaw)
;;; citelaw.el ends here
